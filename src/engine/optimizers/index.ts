/** The optimizers and hooks, as lessons know them under `optimizers`. To add one: a file and a line here. */
export { AdaDelta } from './ada-delta.ts';
export { AdaGrad } from './ada-grad.ts';
export { Adam } from './adam.ts';
export { clipGrad, freezeParam, weightDecay } from './hooks.ts';
export { MomentumSGD } from './momentum-sgd.ts';
export { Optimizer, type Hook, type OptimizerState, type Target } from './optimizer.ts';
export { SGD } from './sgd.ts';
