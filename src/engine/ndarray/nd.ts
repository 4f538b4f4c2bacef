/**
 * The `nd` namespace of lesson code: array functions in NumPy's spirit. They take arrays, numbers or nested lists and
 * return arrays; no derivatives are recorded (that is what `F` is for).
 */
export { array, arange, asNDArray, eye, full, fullLike, linspace, ones, onesLike, zeros, zerosLike } from './create.ts';
export { slice, newaxis } from './indexing.ts';
export {
  abs,
  add,
  ceil,
  clip,
  cos,
  divide,
  equal,
  exp,
  floor,
  greater,
  greaterEqual,
  less,
  lessEqual,
  log,
  maximum,
  minimum,
  mod,
  multiply,
  negative,
  notEqual,
  power,
  round,
  sign,
  sin,
  sqrt,
  square,
  subtract,
  tanh,
  where
} from './elementwise.ts';
export {
  allclose,
  argmax,
  argmin,
  broadcastTo,
  concatenate,
  copy,
  dot,
  expandDims,
  isscalar,
  matmul,
  max,
  mean,
  meshgrid,
  min,
  reshape,
  squeeze,
  stack,
  std,
  sum,
  sumTo,
  transpose,
  tril,
  triu,
  var_ as var
} from './functions.ts';
export { cumsum, flip, repeat, split, tile } from './pieces.ts';
export { argsort, sort, unique } from './sorting.ts';
export { all, any, arrayEqual, isfinite, isinf, isnan, logicalAnd, logicalNot, logicalOr, nonzero } from './truth.ts';
