/**
 * Array functions that compute: element-wise ones, comparisons, reductions, joining. Thin: each converts its arguments
 * and asks the current backend or the array's own method. Exposed to lesson code through nd.ts.
 */
import type { BinaryOp, CompareOp, Operand, UnaryOp } from '../backends/backend.ts';
import { currentBackend } from '../backends/current.ts';
import { ShapeError } from '../core/errors.ts';
import { type ArrayLike, arange, asNDArray } from './create.ts';
import { NDArray } from './ndarray.ts';
import { type AxisArgument, broadcastShapes, normalizeAxis, sameShape, type Shape, shapeText } from './shape.ts';

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

export const exp = unary('exp');
export const log = unary('log');
export const sin = unary('sin');
export const cos = unary('cos');
export const tanh = unary('tanh');
export const sqrt = unary('sqrt');
export const abs = unary('abs');
export const sign = unary('sign');
export const square = unary('square');
export const negative = unary('neg');
export const floor = unary('floor');
export const ceil = unary('ceil');
export const round = unary('round');

export const add = binary('add');
export const subtract = binary('sub');
export const multiply = binary('mul');
export const divide = binary('div');
export const power = binary('pow');
export const mod = binary('mod');
export const maximum = binary('maximum');
export const minimum = binary('minimum');

export const equal = compare('equal');
export const notEqual = compare('notEqual');
export const less = compare('less');
export const lessEqual = compare('lessEqual');
export const greater = compare('greater');
export const greaterEqual = compare('greaterEqual');

export function sum(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  return asNDArray(x).sum(axis, keepdims);
}

export function mean(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  return asNDArray(x).mean(axis, keepdims);
}

/** The mean squared distance from the mean. */
export function var_(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  const values = asNDArray(x);
  return square(values.sub(values.mean(axis, true))).mean(axis, keepdims);
}

export function std(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  return sqrt(var_(x, axis, keepdims));
}

export function max(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  return asNDArray(x).max(axis, keepdims);
}

export function min(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  return asNDArray(x).min(axis, keepdims);
}

export function argmax(x: ArrayLike, axis: number | null = null, keepdims = false): NDArray {
  return asNDArray(x).argmax(axis, keepdims);
}

export function argmin(x: ArrayLike, axis: number | null = null, keepdims = false): NDArray {
  return asNDArray(x).argmin(axis, keepdims);
}

export function matmul(a: ArrayLike, b: ArrayLike): NDArray {
  return asNDArray(a).matmul(asNDArray(b));
}

export const dot = matmul;

export function reshape(x: ArrayLike, ...shape: readonly (number | Shape)[]): NDArray {
  return asNDArray(x).reshape(...shape);
}

export function transpose(x: ArrayLike, ...axes: readonly (number | Shape)[]): NDArray {
  return asNDArray(x).transpose(...axes);
}

export function broadcastTo(x: ArrayLike, ...shape: readonly (number | Shape)[]): NDArray {
  return asNDArray(x).broadcastTo(...shape);
}

export function expandDims(x: ArrayLike, axis: number): NDArray {
  return asNDArray(x).expandDims(axis);
}

export function squeeze(x: ArrayLike, axis?: AxisArgument): NDArray {
  return asNDArray(x).squeeze(axis);
}

export function copy(x: ArrayLike): NDArray {
  return asNDArray(x).copy();
}

/** Adds up what broadcasting repeated: the opposite of broadcastTo. */
export function sumTo(x: ArrayLike, shape: Shape): NDArray {
  return currentBackend().sumTo(asNDArray(x), shape);
}

/** Every element between low and high. */
export function clip(x: ArrayLike, low: number, high: number): NDArray {
  return minimum(maximum(x, low), high);
}

/** a where the condition holds, b elsewhere. */
export function where(condition: ArrayLike, a: ArrayLike, b: ArrayLike): NDArray {
  return currentBackend().where(asNDArray(condition), operand(a), operand(b));
}

/** Joins arrays along an axis that they have. */
export function concatenate(arrays: readonly ArrayLike[], axis = 0): NDArray {
  const all = arrays.map((one) => asNDArray(one));
  const first = all[0];
  if (first === undefined) throw new ShapeError('concatenate', 'there is nothing to join; give at least one array.');
  const at = normalizeAxis('concatenate', axis, first.ndim);
  for (const one of all)
    if (one.ndim !== first.ndim || one.shape.some((length, i) => i !== at && length !== first.shape[i]))
      throw new ShapeError(
        'concatenate',
        `shapes ${shapeText(first.shape)} and ${shapeText(one.shape)} may differ along axis ${at} only.`,
        [first.shape, one.shape]
      );
  return currentBackend().concatenate(all, at);
}

/** Joins arrays of one shape along a new axis. */
export function stack(arrays: readonly ArrayLike[], axis = 0): NDArray {
  const all = arrays.map((one) => asNDArray(one));
  const first = all[0];
  for (const one of all)
    if (first !== undefined && !sameShape(one.shape, first.shape))
      throw new ShapeError('stack', `shapes ${shapeText(first.shape)} and ${shapeText(one.shape)} must be equal.`, [
        first.shape,
        one.shape
      ]);
  return concatenate(
    all.map((one) => one.expandDims(axis)),
    axis
  );
}

/** Whether |a - b| <= atol + rtol · |b| everywhere. */
export function allclose(a: ArrayLike, b: ArrayLike, rtol = 1e-5, atol = 1e-8, equalNaN = false): boolean {
  const x = asNDArray(a);
  const y = asNDArray(b);
  const shape = broadcastShapes('allclose', x.shape, y.shape);
  const left = x.broadcastTo(shape).elements();
  const right = y.broadcastTo(shape).elements();
  for (let i = 0; i < left.length; i++) {
    const p = left[i] ?? NaN;
    const q = right[i] ?? NaN;
    if (p === q || (equalNaN && Number.isNaN(p) && Number.isNaN(q))) continue;
    if (!Number.isFinite(q) || !(Math.abs(p - q) <= atol + rtol * Math.abs(q))) return false;
  }
  return true;
}

/** Whether x is a plain number or a 0-d array. */
export function isscalar(x: unknown): boolean {
  return typeof x === 'number' || (x instanceof NDArray && x.ndim === 0);
}

/** Grids of x (along columns) and y (along rows), as numpy.meshgrid of two. */
export function meshgrid(x: ArrayLike, y: ArrayLike): [NDArray, NDArray] {
  const columns = asNDArray(x).flatten();
  const rows = asNDArray(y).flatten();
  const shape = [rows.size, columns.size];
  return [columns.broadcastTo(shape).copy(), rows.reshape(-1, 1).broadcastTo(shape).copy()];
}

/** The lower triangle, zeros above the k-th diagonal. */
export function tril(x: ArrayLike, k = 0): NDArray {
  const matrix = asNDArray(x);
  return where(greaterEqual(rowIndex(matrix), columnIndex(matrix).sub(k)), matrix, 0);
}

/** The upper triangle, zeros below the k-th diagonal. */
export function triu(x: ArrayLike, k = 0): NDArray {
  const matrix = asNDArray(x);
  return where(lessEqual(rowIndex(matrix), columnIndex(matrix).sub(k)), matrix, 0);
}

function rowIndex(matrix: NDArray): NDArray {
  return arange(matrix.shape.at(-2) ?? 1).reshape(-1, 1);
}

function columnIndex(matrix: NDArray): NDArray {
  return arange(matrix.shape.at(-1) ?? 1);
}

function operand(x: ArrayLike): Operand {
  return typeof x === 'number' ? x : asNDArray(x);
}
