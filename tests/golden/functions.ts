/** The engine's functions by the names of the golden files: operands in the order of the parameters, then arguments. */
import { F, NDArray, random, usingConfig, type Operand, type Variable } from '@engine/index.ts';
import type { IndexArg } from '@engine/core/operators.ts';
import { newaxis, slice } from '@engine/ndarray/indexing.ts';
import { runBatchNorm } from './batch-norm.ts';
import { list, Unsupported } from './suite.ts';
import { toArray, type Json, type JsonObject, text } from './compare.ts';

type Run = (operands: Operand[], args: JsonObject) => Variable;

const unary = (f: (x: Operand) => Variable): Run => {
  return ([x]) => f(x!);
};
const binary = (f: (a: Operand, b: Operand) => Variable): Run => {
  return ([a, b], { scalar, side }) =>
    scalar === undefined ? f(a!, b!) : side === 'left' ? f(scalar as number, a!) : f(a!, scalar as number);
};
const withLabels = (f: (x: Operand, t: Operand) => Variable): Run => {
  return ([x, t]) => f(x!, t!);
};
const reduction = (f: (x: Operand, axis: number | number[] | null, keepdims: boolean) => Variable): Run => {
  return ([x], { axis, keepdims }) => f(x!, (axis ?? null) as number | number[] | null, keepdims === true);
};
const axisOf = (args: JsonObject): number => (args['axis'] ?? 1) as number;
const dataOf = (operand: Operand): NDArray =>
  operand instanceof NDArray ? operand : typeof operand === 'number' ? toArray(operand) : operand.data;

type Two = number | number[];
const windowed = (f: (x: Operand, kernel: Two, stride: Two, pad: Two) => Variable): Run => {
  return ([x], { kernel_size, stride, pad }) => f(x!, kernel_size as Two, (stride ?? 1) as Two, (pad ?? 0) as Two);
};
const convolution = (f: (x: Operand, W: Operand, b: Operand | null, stride: Two, pad: Two) => Variable): Run => {
  return ([x, W, b], { stride, pad }) => f(x!, W!, b ?? null, (stride ?? 1) as Two, (pad ?? 0) as Two);
};

export const functions: Readonly<Record<string, Run>> = {
  add: binary(F.add),
  sub: binary(F.sub),
  rsub: binary((a, b) => F.sub(b, a)),
  mul: binary(F.mul),
  div: binary(F.div),
  rdiv: binary((a, b) => F.div(b, a)),
  neg: unary(F.neg),
  pow: ([x, c], args) => F.pow(x!, (args['c'] ?? c) as number),
  sin: unary(F.sin),
  cos: unary(F.cos),
  tanh: unary(F.tanh),
  exp: unary(F.exp),
  log: unary(F.log),
  square: unary(F.square),
  reshape: ([x], { shape }) => F.reshape(x!, typeof shape === 'number' ? [shape] : (shape as number[])),
  transpose: ([x], { axes }) => F.transpose(x!, (axes ?? null) as number[] | null),
  expand_dims: ([x], { axis }) => F.expandDims(x!, axis as number),
  flatten: unary(F.flatten),
  get_item: ([x], { index }) => F.getItem(x!, ...list(index).map(indexOf)),
  get_rows: ([x], { rows }) => F.getItem(x!, rows as number[]),
  embed_id: ([x, W]) => F.embedId(dataOf(x!), W!),
  sum: reduction(F.sum),
  average: reduction(F.average),
  mean: reduction(F.mean),
  max: reduction(F.max),
  min: reduction(F.min),
  sum_to: ([x], { shape }) => F.sumTo(x!, shape as number[]),
  broadcast_to: ([x], { shape }) => F.broadcastTo(x!, shape as number[]),
  clip: ([x], { x_min, x_max }) => F.clip(x!, x_min as number, x_max as number),
  matmul: binary(F.matmul),
  linear: ([x, W, b]) => F.linear(x!, W!, b ?? null),
  linear_simple: ([x, W, b]) => F.linearSimple(x!, W!, b ?? null),
  sigmoid: unary(F.sigmoid),
  sigmoid_simple: unary(F.sigmoidSimple),
  relu: unary(F.relu),
  leaky_relu: ([x], { slope }) => F.leakyRelu(x!, slope as number),
  softmax: ([x], args) => F.softmax(x!, axisOf(args)),
  softmax_simple: ([x], args) => F.softmaxSimple(x!, axisOf(args)),
  log_softmax: ([x], args) => F.logSoftmax(x!, axisOf(args)),
  mean_squared_error: binary(F.meanSquaredError),
  mean_squared_error_simple: binary(F.meanSquaredErrorSimple),
  softmax_cross_entropy: withLabels(F.softmaxCrossEntropy),
  softmax_cross_entropy_simple: withLabels(F.softmaxCrossEntropySimple),
  sigmoid_cross_entropy: withLabels(F.sigmoidCrossEntropy),
  binary_cross_entropy: withLabels(F.binaryCrossEntropy),
  conv2d: convolution(F.conv2d),
  conv2d_simple: convolution(F.conv2dSimple),
  deconv2d: ([x, W, b], { stride, pad, outsize }) =>
    F.deconv2d(x!, W!, b ?? null, (stride ?? 1) as Two, (pad ?? 0) as Two, (outsize ?? null) as Two | null),
  pooling: windowed(F.pooling),
  pooling_simple: windowed(F.poolingSimple),
  average_pooling: windowed(F.averagePooling),
  im2col: ([x], { kernel_size, stride, pad, to_matrix }) =>
    F.im2col(x!, kernel_size as Two, stride as Two, pad as Two, to_matrix !== false),
  col2im: ([x], { input_shape, kernel_size, stride, pad, to_matrix }) =>
    F.col2im(x!, input_shape as number[], kernel_size as Two, stride as Two, pad as Two, to_matrix !== false),
  batch_norm: (operands, args) => runBatchNorm(operands, args),
  accuracy: withLabels(F.accuracy),
  dropout: ([x], args) => {
    if (typeof args['numpy_seed_before_call'] === 'number') random.seed(args['numpy_seed_before_call']);
    return usingConfig('train', args['train'] !== false, () => F.dropout(x!, args['dropout_ratio'] as number));
  }
};

export function functionNamed(name: Json | undefined): Run {
  const run = functions[text(name)];
  if (run === undefined) throw new Unsupported(`the engine has no function ${text(name)}`);
  return run;
}

function indexOf(entry: JsonObject): IndexArg {
  switch (entry['type']) {
    case 'int':
      return entry['value'] as number;
    case 'slice':
      return slice(entry['start'] as number | null, entry['stop'] as number | null, (entry['step'] ?? 1) as number);
    case 'ellipsis':
      return '...';
    case 'newaxis':
      return newaxis;
    case 'int_array':
    case 'bool_array':
      return toArray(entry['array']);
    default:
      throw new Unsupported(`no such index: ${JSON.stringify(entry)}`);
  }
}
