/** The layers, as lessons know them under `L`. To add one: a file beside this one and a line here. */
export { BatchNorm } from './batch-norm.ts';
export { Conv2d, type ConvOptions } from './conv2d.ts';
export { Deconv2d } from './deconv2d.ts';
export { EmbedID } from './embed-id.ts';
export { GRU } from './gru.ts';
export { Layer } from './layer.ts';
export { LayerNorm } from './layer-norm.ts';
export { Linear, type LinearOptions } from './linear.ts';
export { LSTM } from './lstm.ts';
export { RNN } from './rnn.ts';
