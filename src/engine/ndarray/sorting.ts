/**
 * Order among elements: sorting, and what sorting gives. NaN counts as larger than everything, as in NumPy; equal
 * elements keep their order. Not here: the largest and smallest (reductions).
 */
import { type ArrayLike, asNDArray } from './create.ts';
import { allocate, type TypedArray } from './dtype.ts';
import { NDArray } from './ndarray.ts';
import { normalizeAxis } from './shape.ts';

/**
 * A sorted copy along an axis, the last one unless said otherwise; null sorts all elements in one row.
 * Source: numpy.sort, kind='stable'.
 * @example
 * nd.sort([[3, 1], [2, 4]]); // => [[1. 3.] [2. 4.]]
 */
export function sort(x: ArrayLike, axis: number | null = -1): NDArray {
  return alongLast('sort', asNDArray(x), axis, (line, order, out) => {
    order.forEach((from, to) => (out[to] = line[from] ?? NaN));
  });
}

/**
 * The indices (int32) that would sort: `x.get(argsort(x))` is sorted where x has one axis. Source: numpy.argsort.
 * @example
 * nd.argsort([30, 10, 20]); // => [1 2 0]
 */
export function argsort(x: ArrayLike, axis: number | null = -1): NDArray {
  return alongLast('argsort', asNDArray(x), axis, (_line, order, out) => out.set(order), 'int32');
}

/**
 * The different elements, sorted, in one row. Source: numpy.unique.
 * @example
 * nd.unique([3, 1, 3]); // => [1. 3.]
 */
export function unique(x: ArrayLike): NDArray {
  const sorted = sort(x, null);
  const all = sorted.elements();
  const kept = all.filter((one: number, i: number) => i === 0 || compare(one, all[i - 1] ?? NaN) !== 0);
  return NDArray.wrap(kept, [kept.length], sorted.dtype);
}

function alongLast(
  op: string,
  x: NDArray,
  axis: number | null,
  write: (line: TypedArray, order: readonly number[], out: TypedArray) => void,
  dtype = x.dtype
): NDArray {
  if (axis === null) return alongLast(op, x.reshape(-1), 0, write, dtype);
  const last = x.ndim - 1;
  const at = normalizeAxis(op, axis, x.ndim);
  const turned = swapped(x, at, last);
  const length = turned.shape[last] ?? 0;
  const from = turned.elements();
  const out = allocate(dtype, x.size);
  for (let start = 0; start < x.size; start += length) {
    const line = from.subarray(start, start + length);
    const order = Array.from({ length }, (_, i) => i).sort((a, b) => compare(line[a] ?? NaN, line[b] ?? NaN) || a - b);
    write(line, order, out.subarray(start, start + length));
  }
  return swapped(NDArray.wrap(out, turned.shape, dtype), at, last);
}

function swapped(x: NDArray, a: number, b: number): NDArray {
  const order: number[] = x.shape.map((_, axis) => axis);
  [order[a], order[b]] = [b, a];
  return a === b ? x : x.transpose(order);
}

function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
