/** The models, as lessons know them under `M`. */
export { MLP, type Activation } from './mlp.ts';
export { Model } from './model.ts';
export { ResNet, ResNet101, ResNet152, ResNet50 } from './resnet.ts';
export { Sequential } from './sequential.ts';
export { SqueezeNet } from './squeezenet.ts';
export { VGG16 } from './vgg16.ts';
