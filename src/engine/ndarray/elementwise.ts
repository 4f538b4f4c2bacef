/**
 * Array functions that work element by element: mathematics, arithmetic, comparisons, choices. Operands broadcast.
 * Functions that round or have a curve give floats (float32 stays float32, everything else becomes float64); neg,
 * abs, sign and square keep whole numbers. Exposed to lesson code through nd.ts. Not here: reductions and shapes
 * (functions.ts).
 */
import type { BinaryOp, CompareOp, Operand, UnaryOp } from '../backends/backend.ts';
import { currentBackend } from '../backends/current.ts';
import { type ArrayLike, asNDArray } from './create.ts';
import type { NDArray } from './ndarray.ts';

const unary =
  (op: UnaryOp) =>
  (x: ArrayLike): NDArray =>
    currentBackend().unary(op, asNDArray(x));

const binary =
  (op: BinaryOp) =>
  (a: ArrayLike, b: ArrayLike): NDArray =>
    currentBackend().binary(op, operand(a), operand(b));

const compare =
  (op: CompareOp) =>
  (a: ArrayLike, b: ArrayLike): NDArray =>
    currentBackend().compare(op, operand(a), operand(b));

/**
 * eˣ. Source: numpy.exp.
 * @example
 * nd.exp([0, 1]); // => [1.         2.71828183]
 */
export const exp = unary('exp');
/**
 * Natural logarithm; -inf at 0, nan below. Source: numpy.log.
 * @example
 * nd.log([1, 10, 0]); // => [0.         2.30258509       -inf]
 */
export const log = unary('log');
/**
 * Sine of angles in radians. Source: numpy.sin.
 * @example
 * nd.sin([0, Math.PI / 2]); // => [0. 1.]
 */
export const sin = unary('sin');
/**
 * Cosine of angles in radians. Source: numpy.cos.
 * @example
 * nd.cos([0, Math.PI]); // => [ 1. -1.]
 */
export const cos = unary('cos');
/**
 * Hyperbolic tangent, between -1 and 1. Source: numpy.tanh.
 * @example
 * nd.tanh([-1, 0, 1]); // => [-0.76159416  0.          0.76159416]
 */
export const tanh = unary('tanh');
/**
 * Square root; nan below 0. Source: numpy.sqrt.
 * @example
 * nd.sqrt([4, 9]); // => [2. 3.]
 */
export const sqrt = unary('sqrt');
/**
 * Distance from 0; keeps whole numbers. Source: numpy.abs.
 * @example
 * nd.abs(nd.array([-2, 3], 'int32')); // => [2 3]
 */
export const abs = unary('abs');
/**
 * -1, 0 or 1; keeps whole numbers. Source: numpy.sign.
 * @example
 * nd.sign([-2, 0, 5]); // => [-1.  0.  1.]
 */
export const sign = unary('sign');
/**
 * x²; keeps whole numbers. Source: numpy.square.
 * @example
 * nd.square([1, -3]); // => [1. 9.]
 */
export const square = unary('square');
/**
 * -x; keeps whole numbers. Source: numpy.negative.
 * @example
 * nd.negative([1, -2]); // => [-1.  2.]
 */
export const negative = unary('neg');
/**
 * The whole number at or below. Source: numpy.floor.
 * @example
 * nd.floor([1.7, -1.2]); // => [ 1. -2.]
 */
export const floor = unary('floor');
/**
 * The whole number at or above. Source: numpy.ceil.
 * @example
 * nd.ceil([1.2, -1.7]); // => [ 2. -1.]
 */
export const ceil = unary('ceil');
/**
 * The nearest whole number; halves go to the even one. Source: numpy.round.
 * @example
 * nd.round([0.5, 1.5, 2.4]); // => [0. 2. 2.]
 */
export const round = unary('round');

/**
 * a + b. ShapeError where the shapes do not broadcast. Source: numpy.add.
 * @example
 * nd.add([[1], [2]], [10, 20]); // => [[11. 21.] [12. 22.]]
 * nd.add([1, 2], [1, 2, 3]); // throws ShapeError: add
 */
export const add = binary('add');
/**
 * a - b. Source: numpy.subtract.
 * @example
 * nd.subtract([5, 7], 2); // => [3. 5.]
 */
export const subtract = binary('sub');
/**
 * a b, element by element (matmul is the matrix product). Source: numpy.multiply.
 * @example
 * nd.multiply([1, 2], [3, 4]); // => [3. 8.]
 */
export const multiply = binary('mul');
/**
 * a / b, always floats; inf or nan where b is 0. Source: numpy.divide.
 * @example
 * nd.divide([1, 0], [0, 0]); // => [inf nan]
 */
export const divide = binary('div');
/**
 * aᵇ. Source: numpy.power.
 * @example
 * nd.power([1, 2, 3], 2); // => [1. 4. 9.]
 */
export const power = binary('pow');
/**
 * The rest of a / b, with the sign of b. Source: numpy.mod.
 * @example
 * nd.mod([7, -7], 3); // => [1. 2.]
 */
export const mod = binary('mod');
/**
 * The larger of two, element by element; nan wins. Source: numpy.maximum.
 * @example
 * nd.maximum([1, 5], [3, 2]); // => [3. 5.]
 */
export const maximum = binary('maximum');
/**
 * The smaller of two, element by element; nan wins. Source: numpy.minimum.
 * @example
 * nd.minimum([1, 5], [3, 2]); // => [1. 2.]
 */
export const minimum = binary('minimum');

/**
 * Where a equals b, as bool; nan equals nothing. Source: numpy.equal.
 * @example
 * nd.equal([1, 2], [1, 3]); // => [ True False]
 */
export const equal = compare('equal');
/**
 * Where a differs from b, as bool. Source: numpy.not_equal.
 * @example
 * nd.notEqual([1, 2], [1, 3]); // => [False  True]
 */
export const notEqual = compare('notEqual');
/**
 * Where a < b, as bool. Source: numpy.less.
 * @example
 * nd.less([1, 2], 2); // => [ True False]
 */
export const less = compare('less');
/**
 * Where a <= b, as bool. Source: numpy.less_equal.
 * @example
 * nd.lessEqual([1, 2, 3], 2); // => [ True  True False]
 */
export const lessEqual = compare('lessEqual');
/**
 * Where a > b, as bool. Source: numpy.greater.
 * @example
 * nd.greater([1, 2, 3], 2); // => [False False  True]
 */
export const greater = compare('greater');
/**
 * Where a >= b, as bool. Source: numpy.greater_equal.
 * @example
 * nd.greaterEqual([1, 2, 3], 2); // => [False  True  True]
 */
export const greaterEqual = compare('greaterEqual');

/**
 * Every element, at least `low` and at most `high`. Source: numpy.clip.
 * @example
 * nd.clip([-2, 0.5, 9], 0, 1); // => [0.  0.5 1. ]
 */
export function clip(x: ArrayLike, low: number, high: number): NDArray {
  return minimum(maximum(x, low), high);
}

/**
 * `a` where the condition holds (is not 0), `b` elsewhere; all three broadcast. Source: numpy.where.
 * @example
 * nd.where([true, false], [1, 2], 0); // => [1. 0.]
 */
export function where(condition: ArrayLike, a: ArrayLike, b: ArrayLike): NDArray {
  return currentBackend().where(asNDArray(condition), operand(a), operand(b));
}

function operand(x: ArrayLike): Operand {
  return typeof x === 'number' ? x : asNDArray(x);
}
