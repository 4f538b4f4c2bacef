/**
 * Array functions over axes and shapes: reductions, products, joining, grids. Thin: each converts its arguments and
 * asks the current backend or the array's own method. Exposed to lesson code through nd.ts. Not here: what works
 * element by element (elementwise.ts).
 */
import { currentBackend } from '../backends/current.ts';
import { ShapeError } from '../core/errors.ts';
import { type ArrayLike, arange, asNDArray } from './create.ts';
import { greaterEqual, lessEqual, sqrt, square, where } from './elementwise.ts';
import { NDArray } from './ndarray.ts';
import { type AxisArgument, broadcastShapes, normalizeAxis, sameShape, type Shape, shapeText } from './shape.ts';

/**
 * Sum over all axes, one, or several; `keepdims` leaves them as axes of length 1. bool and uint8 add up as int32.
 * ShapeError for an axis that is not there. Source: numpy.sum.
 * @example
 * const x = nd.array([[1, 2], [3, 4]]);
 * nd.sum(x); // => 10.0
 * nd.sum(x, 0); // => [4. 6.]
 * nd.sum(x, 2); // throws ShapeError: sum: axis 2 is not there
 */
export function sum(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  return asNDArray(x).sum(axis, keepdims);
}

/**
 * Average over all axes, one, or several; floats. Source: numpy.mean.
 * @example
 * nd.mean([[1, 2], [3, 6]], 1); // => [1.5 4.5]
 */
export function mean(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  return asNDArray(x).mean(axis, keepdims);
}

/**
 * The mean squared distance from the mean (divided by n, not n - 1). Source: numpy.var.
 * @example
 * nd.var([1, 2, 3, 4]); // => 1.25
 */
export function var_(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  const values = asNDArray(x);
  return square(values.sub(values.mean(axis, true))).mean(axis, keepdims);
}

/**
 * Square root of the variance. Source: numpy.std.
 * @example
 * nd.std([1, 3]); // => 1.0
 */
export function std(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  return sqrt(var_(x, axis, keepdims));
}

/**
 * Largest element over all axes, one, or several. ValueError for an array without elements. Source: numpy.max.
 * @example
 * nd.max([[1, 5], [7, 2]], 0); // => [7. 5.]
 */
export function max(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  return asNDArray(x).max(axis, keepdims);
}

/**
 * Smallest element over all axes, one, or several. ValueError for an array without elements. Source: numpy.min.
 * @example
 * nd.min([[1, 5], [7, 2]], 0); // => [1. 2.]
 */
export function min(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  return asNDArray(x).min(axis, keepdims);
}

/**
 * Index (int32) of the first largest element, along an axis or of the flattened array. Source: numpy.argmax.
 * @example
 * nd.argmax([[1, 5], [7, 2]], 1); // => [1 0]
 */
export function argmax(x: ArrayLike, axis: number | null = null, keepdims = false): NDArray {
  return asNDArray(x).argmax(axis, keepdims);
}

/**
 * Index (int32) of the first smallest element, along an axis or of the flattened array. Source: numpy.argmin.
 * @example
 * nd.argmin([3, 1, 2]); // => 1
 */
export function argmin(x: ArrayLike, axis: number | null = null, keepdims = false): NDArray {
  return asNDArray(x).argmin(axis, keepdims);
}

/**
 * Matrix product (N, K) · (K, M) to (N, M); vectors count as a row (left) or a column (right), leading axes broadcast.
 * ShapeError where the inner sizes differ. Source: numpy.matmul.
 * @example
 * nd.matmul([[1, 2], [3, 4]], [1, 1]); // => [3. 7.]
 * nd.matmul([[1, 2]], [[1, 2]]); // throws ShapeError: matmul
 */
export function matmul(a: ArrayLike, b: ArrayLike): NDArray {
  return asNDArray(a).matmul(asNDArray(b));
}

/**
 * The same as matmul, by the book's name. Source: numpy.dot (for one and two axes).
 * @example
 * nd.dot([1, 2, 3], [4, 5, 6]); // => 32.0
 */
export const dot = matmul;

/**
 * The same elements in another shape; one length may be -1. A view where possible. Source: numpy.reshape.
 * @example
 * nd.reshape([1, 2, 3, 4], 2, -1); // => [[1. 2.] [3. 4.]]
 * nd.reshape([1, 2, 3], 2, 2); // throws ShapeError: reshape
 */
export function reshape(x: ArrayLike, ...shape: readonly (number | Shape)[]): NDArray {
  return asNDArray(x).reshape(...shape);
}

/**
 * A view with the axes reversed, or in the order given. Source: numpy.transpose.
 * @example
 * nd.transpose([[1, 2], [3, 4]]); // => [[1. 3.] [2. 4.]]
 */
export function transpose(x: ArrayLike, ...axes: readonly (number | Shape)[]): NDArray {
  return asNDArray(x).transpose(...axes);
}

/**
 * A view in which axes of length 1 (and missing leading ones) repeat. Source: numpy.broadcast_to.
 * @example
 * nd.broadcastTo([1, 2], 2, 2); // => [[1. 2.] [1. 2.]]
 */
export function broadcastTo(x: ArrayLike, ...shape: readonly (number | Shape)[]): NDArray {
  return asNDArray(x).broadcastTo(...shape);
}

/**
 * A view with a new axis of length 1; -1 is the new last one. Source: numpy.expand_dims.
 * @example
 * nd.expandDims([1, 2], 1).shape; // => [2, 1]
 */
export function expandDims(x: ArrayLike, axis: number): NDArray {
  return asNDArray(x).expandDims(axis);
}

/**
 * A view without the axes of length 1, or without those named. Source: numpy.squeeze.
 * @example
 * nd.squeeze([[1, 2]]); // => [1. 2.]
 */
export function squeeze(x: ArrayLike, axis?: AxisArgument): NDArray {
  return asNDArray(x).squeeze(axis);
}

/**
 * A row-major copy. Source: numpy.copy.
 * @example
 * const x = nd.array([1, 2]);
 * const y = nd.copy(x);
 * y.set(0, 9);
 * x; // => [1. 2.]
 */
export function copy(x: ArrayLike): NDArray {
  return asNDArray(x).copy();
}

/**
 * Adds up what broadcasting repeated, so that the result has `shape`: the opposite of broadcastTo. Source: DeZero
 * utils.sum_to.
 * @example
 * nd.sumTo([[1, 2], [3, 4]], [1, 2]); // => [[4. 6.]]
 */
export function sumTo(x: ArrayLike, shape: Shape): NDArray {
  return currentBackend().sumTo(asNDArray(x), shape);
}

/**
 * Joins arrays along an axis that they have; the other axes must agree (ShapeError). Source: numpy.concatenate.
 * @example
 * nd.concatenate([[1, 2], [3]]); // => [1. 2. 3.]
 */
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

/**
 * Joins arrays of one shape along a new axis. Source: numpy.stack.
 * @example
 * nd.stack([[1, 2], [3, 4]], 1); // => [[1. 3.] [2. 4.]]
 */
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

/**
 * Whether |a - b| <= atol + rtol · |b| everywhere. Source: numpy.allclose.
 * @example
 * nd.allclose([1, 2], [1, 2.00001]); // => true
 */
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

/**
 * Whether x is a plain number or a 0-d array. Source: numpy.isscalar, which says false for 0-d arrays.
 * @example
 * [nd.isscalar(3), nd.isscalar(nd.array(3)), nd.isscalar(nd.array([3]))]; // => [true, true, false]
 */
export function isscalar(x: unknown): boolean {
  return typeof x === 'number' || (x instanceof NDArray && x.ndim === 0);
}

/**
 * Two grids, of x along columns and of y along rows, each (y.size, x.size). Source: numpy.meshgrid of two.
 * @example
 * const [X, Y] = nd.meshgrid([1, 2, 3], [10, 20]);
 * X; // => [[1. 2. 3.] [1. 2. 3.]]
 * Y; // => [[10. 10. 10.] [20. 20. 20.]]
 */
export function meshgrid(x: ArrayLike, y: ArrayLike): [NDArray, NDArray] {
  const columns = asNDArray(x).flatten();
  const rows = asNDArray(y).flatten();
  const shape = [rows.size, columns.size];
  return [columns.broadcastTo(shape).copy(), rows.reshape(-1, 1).broadcastTo(shape).copy()];
}

/**
 * The lower triangle of the last two axes, zeros above the k-th diagonal. Source: numpy.tril.
 * @example
 * nd.tril(nd.ones([3, 3])); // => [[1. 0. 0.] [1. 1. 0.] [1. 1. 1.]]
 */
export function tril(x: ArrayLike, k = 0): NDArray {
  const matrix = asNDArray(x);
  return where(greaterEqual(rowIndex(matrix), columnIndex(matrix).sub(k)), matrix, NDArray.scalar(0, matrix.dtype));
}

/**
 * The upper triangle of the last two axes, zeros below the k-th diagonal. Source: numpy.triu.
 * @example
 * nd.triu(nd.ones([3, 3]), 1); // => [[0. 1. 1.] [0. 0. 1.] [0. 0. 0.]]
 */
export function triu(x: ArrayLike, k = 0): NDArray {
  const matrix = asNDArray(x);
  return where(lessEqual(rowIndex(matrix), columnIndex(matrix).sub(k)), matrix, NDArray.scalar(0, matrix.dtype));
}

function rowIndex(matrix: NDArray): NDArray {
  return arange(matrix.shape.at(-2) ?? 1).reshape(-1, 1);
}

function columnIndex(matrix: NDArray): NDArray {
  return arange(matrix.shape.at(-1) ?? 1);
}
