/**
 * The functions of the library, as lessons know them under `F`, and the registry of ops. Loading this module also
 * gives Variable its operators. To add an op: a file beside this one and a line here.
 */
import { installOperators } from '../core/operators.ts';
import { add } from './add.ts';
import { div } from './div.ts';
import { getItem } from './get-item.ts';
import { matmul } from './matmul.ts';
import { max } from './max.ts';
import { mean } from './mean.ts';
import { min } from './min.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';
import { pow } from './pow.ts';
import { reshape } from './reshape.ts';
import { sub } from './sub.ts';
import { sum } from './sum.ts';
import { transpose } from './transpose.ts';

export { accuracy } from './accuracy.ts';
export { attention, type AttentionOptions } from './attention.ts';
export { averagePooling } from './average-pooling.ts';
export { batchNorm } from './batch-norm.ts';
export { broadcastTo } from './broadcast-to.ts';
export { clip } from './clip.ts';
export { concatenate } from './concatenate.ts';
export { conv2d, deconv2d } from './conv2d.ts';
export { cos } from './cos.ts';
export { embedId } from './get-item.ts';
export { dropout } from './dropout.ts';
export { exp } from './exp.ts';
export { expandDims, flatten } from './expand-dims.ts';
export { col2im, im2col } from './im2col.ts';
export { layerNorm } from './layer-norm.ts';
export { leakyRelu } from './leaky-relu.ts';
export { linear } from './linear.ts';
export { log } from './log.ts';
export { logSoftmax } from './log-softmax.ts';
export { mean as average } from './mean.ts';
export { meanSquaredError } from './mean-squared-error.ts';
export { pooling } from './pooling.ts';
export { relu } from './relu.ts';
export { sigmoid } from './sigmoid.ts';
export { sigmoidCrossEntropy } from './sigmoid-cross-entropy.ts';
export {
  binaryCrossEntropy,
  linearSimple,
  meanSquaredErrorSimple,
  sigmoidSimple,
  softmaxCrossEntropySimple,
  softmaxSimple
} from './simple.ts';
export { conv2dSimple, poolingSimple } from './simple-conv.ts';
export { sin } from './sin.ts';
export { softmax } from './softmax.ts';
export { softmaxCrossEntropy } from './softmax-cross-entropy.ts';
export { square } from './square.ts';
export { sumTo } from './sum-to.ts';
export { tanh } from './tanh.ts';
export { add, div, getItem, matmul, max, mean, min, mul, neg, pow, reshape, sub, sum, transpose };

installOperators({ add, sub, mul, div, pow, neg, matmul, reshape, transpose, sum, mean, max, min, getItem });
