/** The models, as lessons know them under `M`. */
export { MLP, type Activation } from './mlp.ts';
export { Model } from './model.ts';
export { Sequential } from './sequential.ts';
