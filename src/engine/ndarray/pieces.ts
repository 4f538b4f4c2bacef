/** Cutting arrays into pieces and laying pieces side by side. Not here: joining (concatenate, stack). */
import { ShapeError, ValueError } from '../core/errors.ts';
import { type ArrayLike, asNDArray } from './create.ts';
import { allocate } from './dtype.ts';
import { concatenate } from './functions.ts';
import { slice } from './indexing.ts';
import { NDArray } from './ndarray.ts';
import { type AxisArgument, normalizeAxes, normalizeAxis, type Shape, shapeText } from './shape.ts';

/**
 * Views: as many equal parts as `parts` says, or parts that end before each index of a list. ShapeError where the
 * length does not divide. Source: numpy.split.
 * @example
 * nd.split([1, 2, 3, 4], 2); // => [[1. 2.], [3. 4.]]
 * nd.split([1, 2, 3, 4], [1, 3]); // => [[1.], [2. 3.], [4.]]
 */
export function split(x: ArrayLike, parts: number | readonly number[], axis = 0): NDArray[] {
  const array = asNDArray(x);
  const at = normalizeAxis('split', axis, array.ndim);
  const length = array.shape[at] ?? 0;
  if (typeof parts === 'number' && (!Number.isInteger(parts) || parts < 1 || length % parts !== 0))
    throw new ShapeError(
      'split',
      `an axis of length ${length} cannot be cut into ${parts} equal parts; shape ${shapeText(array.shape)}.`,
      [array.shape]
    );
  const ends =
    typeof parts === 'number'
      ? Array.from({ length: parts }, (_, i) => ((i + 1) * length) / parts)
      : [...parts.map((end) => Math.max(0, Math.min(length, end < 0 ? end + length : end))), length];
  const before = Array.from({ length: at }, () => slice());
  return ends.map((end, i) => array.get(...before, slice(i === 0 ? 0 : (ends[i - 1] ?? 0), end)));
}

/**
 * A view with the order along the axes reversed; all axes unless said otherwise. Source: numpy.flip.
 * @example
 * nd.flip([1, 2, 3]); // => [3. 2. 1.]
 */
export function flip(x: ArrayLike, axis: AxisArgument = null): NDArray {
  const array = asNDArray(x);
  const axes = normalizeAxes('flip', axis, array.ndim);
  return array.get(...array.shape.map((_, i) => (axes === null || axes.includes(i) ? slice(null, null, -1) : slice())));
}

/**
 * Each element several times in a row along an axis; without one, of the flattened array. Source: numpy.repeat.
 * @example
 * nd.repeat([1, 2], 2); // => [1. 1. 2. 2.]
 */
export function repeat(x: ArrayLike, times: number, axis: number | null = null): NDArray {
  const array = axis === null ? asNDArray(x).flatten() : asNDArray(x);
  if (!Number.isInteger(times) || times < 0)
    throw new ValueError('repeat', `the number of times must be a whole number from 0, not ${times}.`);
  const at = normalizeAxis('repeat', axis ?? 0, array.ndim);
  const rows = Int32Array.from({ length: (array.shape[at] ?? 0) * times }, (_, i) => Math.floor(i / times));
  return array.get(...Array.from({ length: at }, () => slice()), NDArray.wrap(rows, [rows.length], 'int32'));
}

/**
 * The whole array several times along each of its last axes. Source: numpy.tile.
 * @example
 * nd.tile([1, 2], 2); // => [1. 2. 1. 2.]
 */
export function tile(x: ArrayLike, times: number | Shape): NDArray {
  const counts = typeof times === 'number' ? [times] : times;
  if (counts.some((count) => !Number.isInteger(count) || count < 0))
    throw new ValueError('tile', `the numbers of times must be whole numbers from 0, not ${counts.join(', ')}.`);
  let array = asNDArray(x);
  while (array.ndim < counts.length) array = array.expandDims(0);
  counts.forEach((count, i) => {
    const axis = array.ndim - counts.length + i;
    const copies = Array.from({ length: count }, () => array);
    array =
      count === 0 ? array.get(...Array.from({ length: axis }, () => slice()), slice(0)) : concatenate(copies, axis);
  });
  return array;
}

/**
 * Running sums along an axis; without one, over all elements in one row. bool and uint8 add up as int32.
 * Source: numpy.cumsum.
 * @example
 * nd.cumsum([1, 2, 3]); // => [1. 3. 6.]
 */
export function cumsum(x: ArrayLike, axis: number | null = null): NDArray {
  const array = asNDArray(x);
  if (axis === null) return cumsum(array.ndim === 1 ? array : array.reshape(-1), 0);
  const at = normalizeAxis('cumsum', axis, array.ndim);
  const dtype = array.dtype === 'bool' || array.dtype === 'uint8' ? 'int32' : array.dtype;
  const out = allocate(dtype, array.size);
  const from = array.elements();
  const step = array.shape.slice(at + 1).reduce((a, b) => a * b, 1);
  const length = array.shape[at] ?? 0;
  for (let i = 0; i < out.length; i++)
    out[i] = Math.floor(i / step) % length === 0 ? (from[i] ?? 0) : (from[i] ?? 0) + (out[i - step] ?? 0);
  return NDArray.wrap(out, array.shape, dtype);
}
