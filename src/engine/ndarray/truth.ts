/** Questions with yes or no as the answer, element by element or about a whole array. */
import { type ArrayLike, asNDArray } from './create.ts';
import { notEqual } from './elementwise.ts';
import { NDArray } from './ndarray.ts';
import { type AxisArgument, sameShape, sizeOf } from './shape.ts';

const elementwise =
  (test: (value: number) => boolean) =>
  (x: ArrayLike): NDArray => {
    const array = asNDArray(x);
    const result = Uint8Array.from(array.elements(), (one) => (test(one) ? 1 : 0));
    return array.ndim === 0 ? NDArray.scalar(result[0] ?? 0, 'bool') : NDArray.wrap(result, array.shape, 'bool');
  };

/**
 * Where elements are nan, as bool. Source: numpy.isnan.
 * @example
 * nd.isnan([NaN, 1]); // => [ True False]
 */
export const isnan = elementwise((value) => Number.isNaN(value));
/**
 * Where elements are inf or -inf, as bool. Source: numpy.isinf.
 * @example
 * nd.isinf([Infinity, 1]); // => [ True False]
 */
export const isinf = elementwise((value) => value === Infinity || value === -Infinity);
/**
 * Where elements are neither nan nor infinite, as bool. Source: numpy.isfinite.
 * @example
 * nd.isfinite([NaN, 1]); // => [False  True]
 */
export const isfinite = elementwise((value) => Number.isFinite(value));
/**
 * Where elements are 0, as bool. Source: numpy.logical_not.
 * @example
 * nd.logicalNot([0, 2]); // => [ True False]
 */
export const logicalNot = elementwise((value) => value === 0);

/**
 * Where both are not 0, as bool. Source: numpy.logical_and.
 * @example
 * nd.logicalAnd([0, 2], [1, 1]); // => [False  True]
 */
export function logicalAnd(a: ArrayLike, b: ArrayLike): NDArray {
  return notEqual(truth(a).mul(truth(b)), 0);
}

/**
 * Where at least one is not 0, as bool. Source: numpy.logical_or.
 * @example
 * nd.logicalOr([0, 0], [0, 1]); // => [False  True]
 */
export function logicalOr(a: ArrayLike, b: ArrayLike): NDArray {
  return notEqual(truth(a).add(truth(b)), 0);
}

/**
 * Whether all elements are true (not 0), or all along an axis; bool. Source: numpy.all.
 * @example
 * nd.all([[true, true], [true, false]], 1); // => [ True False]
 */
export function all(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  return logicalNot(logicalNot(x).astype('int32').sum(axis, keepdims));
}

/**
 * Whether any element is true (not 0), or any along an axis; bool. Source: numpy.any.
 * @example
 * nd.any([0, 0, 3]); // => True
 */
export function any(x: ArrayLike, axis?: AxisArgument, keepdims = false): NDArray {
  return notEqual(truth(x).astype('int32').sum(axis, keepdims), 0);
}

/**
 * Whether shapes and elements are equal; nan equals nothing. Source: numpy.array_equal.
 * @example
 * nd.arrayEqual([1, 2], [1, 2]); // => true
 */
export function arrayEqual(a: ArrayLike, b: ArrayLike): boolean {
  const x = asNDArray(a);
  const y = asNDArray(b);
  if (!sameShape(x.shape, y.shape)) return false;
  const right = y.elements();
  return x.elements().every((one: number, i: number) => one === right[i]);
}

/**
 * Where elements are not 0: for each axis the indices (int32) along it, so `x.get(...nonzero(x))` gives those elements.
 * Source: numpy.nonzero.
 * @example
 * nd.nonzero([[0, 5], [6, 0]]); // => [[0 1], [1 0]]
 */
export function nonzero(x: ArrayLike): NDArray[] {
  const array = asNDArray(x);
  const places: number[] = [];
  array.elements().forEach((one: number, i: number) => {
    if (one !== 0) places.push(i);
  });
  return array.shape.map((length, axis) => {
    const step = sizeOf(array.shape.slice(axis + 1));
    const along = Int32Array.from(places, (place) => Math.floor(place / step) % length);
    return NDArray.wrap(along, [places.length], 'int32');
  });
}

function truth(x: ArrayLike): NDArray {
  return notEqual(asNDArray(x), 0);
}
