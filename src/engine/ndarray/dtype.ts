/**
 * The dtypes and NumPy 1.24's promotion: which dtype a result has. 0-d arrays and plain numbers are weak: they do not
 * widen an array of one or more dimensions unless they are of a higher kind (bool < integer < float).
 * int32 stands for NumPy's int64 as well, so int32 with float32 gives float64. Not here: arrays.
 */
import { described } from '../core/described.ts';
import { DTypeError, ValueError } from '../core/errors.ts';
import { LEAST_BYTES, lend, takeRecycled } from './buffer-pool.ts';

/** Elements of the largest array: what the largest typed array of every engine in use can have, 8 GB in float64. */
const MOST = 2 ** 30;

export type DType = 'float64' | 'float32' | 'int32' | 'uint8' | 'bool';
export type TypedArray = Float64Array | Float32Array | Int32Array | Uint8Array;

export const DTYPES: readonly DType[] = ['float64', 'float32', 'int32', 'uint8', 'bool'];

export function isDType(value: unknown): value is DType {
  return (DTYPES as readonly unknown[]).includes(value);
}

export function checkDType(op: string, dtype: unknown): void {
  if (!isDType(dtype))
    throw new DTypeError(
      op,
      `there is no dtype ${described(dtype)}; there are ${DTYPES.join(', ')} (int32 for int64).`
    );
}

/** A typed array of zeros that holds `length` elements of `dtype` (bool: one byte each, 0 or 1). */
export function allocate(dtype: DType, length: number): TypedArray {
  return recycled(dtype, length)?.fill(0) ?? fresh(dtype, length);
}

/** The same for a kernel that writes every element: what is in it before has no meaning. */
export function allocateUnset(dtype: DType, length: number): TypedArray {
  return recycled(dtype, length) ?? fresh(dtype, length);
}

function recycled(dtype: DType, length: number): TypedArray | null {
  return length * bytesPerElement(dtype) < LEAST_BYTES ? null : takeRecycled(dtype, length);
}

function fresh(dtype: DType, length: number): TypedArray {
  if (!Number.isInteger(length) || length < 0 || length > MOST)
    throw new ValueError(
      'array',
      `${length} elements of ${dtype} are more than memory holds (${MOST} at most); is a shape or an axis wrong?`
    );
  const array = zeros(dtype, length);
  if (array.byteLength >= LEAST_BYTES) lend(array);
  return array;
}

function zeros(dtype: DType, length: number): TypedArray {
  switch (dtype) {
    case 'float64':
      return new Float64Array(length);
    case 'float32':
      return new Float32Array(length);
    case 'int32':
      return new Int32Array(length);
    case 'uint8':
    case 'bool':
      return new Uint8Array(length);
    default:
      return dtype satisfies never;
  }
}

/** The nearest value that `dtype` holds. */
export function roundTo(dtype: DType, value: number): number {
  switch (dtype) {
    case 'float64':
      return value;
    case 'float32':
      return Math.fround(value);
    case 'int32':
      return value | 0;
    case 'uint8':
      return value & 255;
    case 'bool':
      return value === 0 ? 0 : 1;
    default:
      return dtype satisfies never;
  }
}

export function bytesPerElement(dtype: DType): number {
  return dtype === 'float64' ? 8 : dtype === 'float32' || dtype === 'int32' ? 4 : 1;
}

export function isFloat(dtype: DType): boolean {
  return dtype === 'float64' || dtype === 'float32';
}

/** The dtype of a function such as exp on `dtype`: float32 stays, everything else gives float64. */
export function floatOf(dtype: DType): DType {
  return dtype === 'float32' ? 'float32' : 'float64';
}

/** The common dtype of two arrays of equal rank of strength, without the rule about 0-d. */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a;
  if (a === 'float64' || b === 'float64') return 'float64';
  if (a === 'float32' || b === 'float32') return a === 'int32' || b === 'int32' ? 'float64' : 'float32';
  if (a === 'int32' || b === 'int32') return 'int32';
  return 'uint8';
}

/** What takes part in promotion: a plain number, or anything with a dtype and a number of dimensions. */
export type Typed = number | { readonly dtype: DType; readonly ndim: number; item(): number };

/** The dtype of a result computed from `a` and `b`, by NumPy 1.24's rules. */
export function resultType(a: Typed, b: Typed): DType {
  if (typeof a === 'number') return typeof b === 'number' ? 'float64' : withNumber(b, a);
  if (typeof b === 'number') return withNumber(a, b);
  if (a.dtype === b.dtype) return a.dtype;
  const weakA = a.ndim === 0;
  const weakB = b.ndim === 0;
  if (weakA === weakB) return promote(a.dtype, b.dtype);
  return weakA ? weakWith(b, a) : weakWith(a, b);
}

/** The common dtype of several arrays, for concatenate and stack. */
export function resultTypeOf(arrays: readonly { readonly dtype: DType; readonly ndim: number }[]): DType {
  let dtype: DType | null = null;
  for (const array of arrays) dtype = dtype === null ? array.dtype : promote(dtype, array.dtype);
  return dtype ?? 'float64';
}

function kind(dtype: DType): number {
  return dtype === 'bool' ? 0 : isFloat(dtype) ? 2 : 1;
}

function weakWith(strong: Exclude<Typed, number>, weak: Exclude<Typed, number>): DType {
  // Whether a whole number fits into uint8 depends on its value.
  if (strong.dtype === 'uint8' && weak.dtype === 'int32') return withNumber(strong, weak.item());
  return kind(weak.dtype) <= kind(strong.dtype) ? strong.dtype : promote(strong.dtype, weak.dtype);
}

/** An integral number is an integer to integer arrays: it keeps their dtype when it fits into it. */
function withNumber(array: { readonly dtype: DType; readonly ndim: number }, value: number): DType {
  const { dtype } = array;
  // Two numbers of equal strength: the wider type, and a plain number is a float64.
  if (isFloat(dtype)) return array.ndim === 0 ? 'float64' : dtype;
  if (!Number.isInteger(value)) return 'float64';
  if (array.ndim === 0) return 'int32';
  if (dtype === 'uint8' && value >= 0 && value <= 255) return 'uint8';
  return 'int32';
}
