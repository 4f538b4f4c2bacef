/** The layers, as lessons know them under `L`. To add one: a file beside this one and a line here. */
export { Layer } from './layer.ts';
export { Linear, type LinearOptions } from './linear.ts';
