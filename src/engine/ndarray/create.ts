/**
 * Making arrays: from numbers and nested lists, filled ones, ranges.
 * Numbers make float64, booleans make bool; ranges of whole numbers make int32, as they are mostly indices.
 * Not here: random arrays (random.ts).
 */
import { described, isList } from '../core/described.ts';
import { ShapeError, ValueError } from '../core/errors.ts';
import { allocate, checkDType, type DType } from './dtype.ts';
import { NDArray, type NestedNumbers } from './ndarray.ts';
import { type Shape, shapeText, sizeOf } from './shape.ts';

/** What array functions take: an array, a number, or nested lists of numbers. */
export type ArrayLike = NDArray | NestedNumbers | readonly NDArray[];

/**
 * A fresh array of a number, nested lists, or another array. Numbers become float64 and booleans bool unless `dtype`
 * is given. ShapeError where the lists do not form a grid, ValueError where int32 cannot hold a number. Source:
 * numpy.array.
 * @example
 * nd.array([[1, 2], [3, 4]]); // => [[1. 2.] [3. 4.]]
 * nd.array([1.7, 2], 'int32'); // => [1 2]
 * nd.array([[1, 2], [3]]); // throws ShapeError: array
 */
export function array(value: ArrayLike, dtype?: DType): NDArray {
  if (dtype !== undefined) checkDType('array', dtype);
  if (value instanceof NDArray) return value.astype(dtype ?? value.dtype);
  if (typeof value === 'number') return NDArray.scalar(checked(value, dtype ?? 'float64'), dtype);
  if (typeof value === 'boolean') return NDArray.scalar(value ? 1 : 0, dtype ?? 'bool');
  if (!Array.isArray(value))
    throw new ValueError('array', `it takes numbers, nested lists of numbers and arrays, not ${described(value)}.`);
  const shape: number[] = [];
  for (let inner: unknown = value; ;) {
    if (inner instanceof NDArray) {
      shape.push(...inner.shape);
      break;
    }
    if (!Array.isArray(inner)) break;
    shape.push(inner.length);
    inner = inner[0];
  }
  const flat: (number | boolean)[] = [];
  flatten(value, shape, 0, flat);
  const type = dtype ?? (flat.length > 0 && flat.every((one) => typeof one === 'boolean') ? 'bool' : 'float64');
  const result = NDArray.empty(shape, type);
  const elements = result.storage.write();
  flat.forEach((one, i) => (elements[i] = checked(Number(one), type)));
  return result;
}

/**
 * The array itself if it is one already (no copy), else a new one. Source: numpy.asarray.
 * @example
 * const x = nd.ones([2]);
 * nd.asNDArray(x) === x; // => true
 * nd.asNDArray([1, 2]).dtype; // => float64
 */
export function asNDArray(value: ArrayLike, dtype?: DType): NDArray {
  if (value instanceof NDArray && (dtype === undefined || dtype === value.dtype)) return value;
  return array(value, dtype);
}

/**
 * An array of `shape`, every element being `value`; float64 unless said otherwise. Source: numpy.full.
 * @example
 * nd.full([2, 2], 7); // => [[7. 7.] [7. 7.]]
 */
export function full(shape: number | Shape, value: number, dtype: DType = 'float64'): NDArray {
  const dims = shapeOf(shape);
  return NDArray.wrap(allocate(dtype, sizeOf(dims)).fill(checked(value, dtype)), dims, dtype);
}

/**
 * Zeros; float64 unless said otherwise. ShapeError for what is no shape. Source: numpy.zeros.
 * @example
 * nd.zeros(3, 'int32'); // => [0 0 0]
 */
export function zeros(shape: number | Shape, dtype: DType = 'float64'): NDArray {
  return NDArray.empty(shapeOf(shape), dtype);
}

/**
 * Ones; float64 unless said otherwise. Source: numpy.ones.
 * @example
 * nd.ones([1, 2]); // => [[1. 1.]]
 */
export function ones(shape: number | Shape, dtype: DType = 'float64'): NDArray {
  return full(shape, 1, dtype);
}

/**
 * Zeros of another array's shape and dtype. Source: numpy.zeros_like.
 * @example
 * nd.zerosLike(nd.array([1, 2], 'int32')); // => [0 0]
 */
export function zerosLike(x: NDArray): NDArray {
  return x.ndim === 0 ? NDArray.scalar(0, x.dtype) : NDArray.empty(x.shape, x.dtype);
}

/**
 * Ones of another array's shape and dtype. Source: numpy.ones_like.
 * @example
 * nd.onesLike(nd.array([[5, 6]])); // => [[1. 1.]]
 */
export function onesLike(x: NDArray): NDArray {
  return x.ndim === 0 ? NDArray.scalar(1, x.dtype) : full(x.shape, 1, x.dtype);
}

/**
 * `value` in another array's shape and dtype. Source: numpy.full_like.
 * @example
 * nd.fullLike(nd.zeros([2]), 3); // => [3. 3.]
 */
export function fullLike(x: NDArray, value: number): NDArray {
  return full(x.shape, value, x.dtype);
}

/**
 * Ones on the main diagonal of a matrix, zeros elsewhere. Source: numpy.eye.
 * @example
 * nd.eye(2); // => [[1. 0.] [0. 1.]]
 */
export function eye(rows: number, columns = rows, dtype: DType = 'float64'): NDArray {
  const result = NDArray.empty(shapeOf([rows, columns]), dtype);
  const elements = result.storage.write();
  for (let i = 0; i < Math.min(rows, columns); i++) elements[i * columns + i] = 1;
  return result;
}

/**
 * From start to below stop; with one number, from 0 to below it. int32 where all are whole, else float64. ValueError
 * for step 0. Source: numpy.arange.
 * @example
 * nd.arange(3); // => [0 1 2]
 * nd.arange(0, 1, 0.25); // => [0.   0.25 0.5  0.75]
 */
export function arange(start: number, stop?: number, step = 1, dtype?: DType): NDArray {
  const [first, last] = stop === undefined ? [0, start] : [start, stop];
  if (step === 0) throw new ValueError('arange', 'step is 0, so the range would never end.');
  const length = Math.max(0, Math.ceil((last - first) / step));
  if (!Number.isFinite(length))
    throw new ValueError('arange', `from ${first} to ${last} in steps of ${step} there is no number of elements.`);
  const whole = [first, last, step].every((one) => Number.isInteger(one));
  const result = NDArray.empty([length], dtype ?? (whole ? 'int32' : 'float64'));
  const elements = result.storage.write();
  // As NumPy: the step is the difference of the first two elements after rounding.
  const delta = first + step - first;
  for (let i = 0; i < length; i++) elements[i] = first + i * delta;
  return result;
}

/**
 * `count` evenly spaced numbers from start to stop; `endpoint` says whether stop is the last. Source: numpy.linspace.
 * @example
 * nd.linspace(0, 1, 5); // => [0.   0.25 0.5  0.75 1.  ]
 */
export function linspace(start: number, stop: number, count = 50, endpoint = true): NDArray {
  if (!Number.isInteger(count) || count < 0)
    throw new ValueError('linspace', `the count is a whole number from 0, not ${count}.`);
  const result = NDArray.empty([count], 'float64');
  const elements = result.storage.write();
  const parts = endpoint ? count - 1 : count;
  const step = (stop - start) / parts;
  for (let i = 0; i < count; i++) elements[i] = i * step + start;
  if (endpoint && count > 1) elements[count - 1] = stop;
  if (count === 1) elements[0] = start;
  return result;
}

export function shapeOf(shape: number | Shape): Shape {
  if (typeof shape !== 'number' && !isList(shape))
    throw new ShapeError('shape', `${described(shape)} is no shape; write a whole number or a list of them.`);
  const dims = typeof shape === 'number' ? [shape] : [...shape];
  for (const length of dims)
    if (!Number.isInteger(length) || length < 0)
      throw new ShapeError('shape', `${shapeText(dims)} is no shape; each length must be a whole number from 0.`);
  return dims;
}

function flatten(value: unknown, shape: Shape, axis: number, into: (number | boolean)[]): void {
  if (axis === shape.length && (typeof value === 'number' || typeof value === 'boolean')) {
    into.push(value);
    return;
  }
  if (value instanceof NDArray && shapeText(value.shape) === shapeText(shape.slice(axis))) {
    for (const one of value.elements()) into.push(one);
    return;
  }
  if (!Array.isArray(value) || value.length !== shape[axis])
    throw new ShapeError(
      'array',
      `the nested lists do not form a grid of shape ${shapeText(shape)}; all must be equally long and hold numbers.`
    );
  for (const inner of value) flatten(inner, shape, axis + 1, into);
}

function checked(value: number, dtype: DType): number {
  if (dtype === 'bool') return value === 0 ? 0 : 1;
  if (dtype === 'int32' && (value > 2147483647 || value < -2147483648))
    throw new ValueError('array', `${value} does not fit into int32 (-2147483648 to 2147483647); use float64.`);
  return value;
}
