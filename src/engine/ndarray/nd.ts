/**
 * The `nd` namespace of lesson code: array functions in NumPy's spirit. They take arrays, numbers or nested lists and
 * return arrays; no derivatives are recorded (that is what `F` is for).
 */
export { array, arange, asNDArray, eye, full, fullLike, linspace, ones, onesLike, zeros, zerosLike } from './create.ts';
export { slice, newaxis } from './indexing.ts';
export {
  abs,
  add,
  allclose,
  argmax,
  argmin,
  broadcastTo,
  ceil,
  clip,
  concatenate,
  copy,
  cos,
  divide,
  dot,
  equal,
  exp,
  expandDims,
  floor,
  greater,
  greaterEqual,
  isscalar,
  less,
  lessEqual,
  log,
  matmul,
  max,
  maximum,
  mean,
  meshgrid,
  min,
  minimum,
  mod,
  multiply,
  negative,
  notEqual,
  power,
  reshape,
  round,
  sign,
  sin,
  sqrt,
  square,
  squeeze,
  stack,
  std,
  subtract,
  sum,
  sumTo,
  tanh,
  transpose,
  tril,
  triu,
  var_ as var,
  where
} from './functions.ts';
export { cumsum, flip, repeat, split, tile } from './pieces.ts';
export { argsort, sort, unique } from './sorting.ts';
export { all, any, arrayEqual, isfinite, isinf, isnan, logicalAnd, logicalNot, logicalOr, nonzero } from './truth.ts';
