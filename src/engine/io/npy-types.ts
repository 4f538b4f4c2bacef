/**
 * The element types of .npy files: how the bytes of each become elements of an array of ours.
 * Platforms that run this are little-endian; what comes in that order and in our dtypes is copied as a whole.
 */
import { DTypeError } from '../core/errors.ts';
import { allocate, type DType, type TypedArray } from '../ndarray/dtype.ts';
import { FormatError } from './format-error.ts';

export interface Elements {
  dtype: DType;
  elements: TypedArray;
}

export interface ElementType {
  /** Bytes of one element in the file. */
  bytes: number;
  read(bytes: Uint8Array, count: number, wide: 'refuse' | 'float64'): Elements;
}

type Getter = (view: DataView, at: number, little: boolean) => number;

const KINDS: Readonly<Record<string, string>> = {
  O: 'Python objects',
  S: 'byte strings',
  a: 'byte strings',
  U: 'texts',
  V: 'records',
  c: 'complex numbers',
  m: 'time spans',
  M: 'dates'
};

const SMALL: Readonly<Record<string, { bytes: number; dtype: DType; get: Getter }>> = {
  f2: { bytes: 2, dtype: 'float32', get: (view, at, little) => halfOf(view.getUint16(at, little)) },
  f4: { bytes: 4, dtype: 'float32', get: (view, at, little) => view.getFloat32(at, little) },
  f8: { bytes: 8, dtype: 'float64', get: (view, at, little) => view.getFloat64(at, little) },
  i1: { bytes: 1, dtype: 'int32', get: (view, at) => view.getInt8(at) },
  i2: { bytes: 2, dtype: 'int32', get: (view, at, little) => view.getInt16(at, little) },
  i4: { bytes: 4, dtype: 'int32', get: (view, at, little) => view.getInt32(at, little) },
  u1: { bytes: 1, dtype: 'uint8', get: (view, at) => view.getUint8(at) },
  u2: { bytes: 2, dtype: 'int32', get: (view, at, little) => view.getUint16(at, little) },
  b1: { bytes: 1, dtype: 'bool', get: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) }
};

/** The type behind a `descr` such as '<f8'. Object arrays and types without a counterpart throw. */
export function elementType(op: string, descr: string): ElementType {
  const parts = /^([<>|=]?)([a-zA-Z?])(\d{0,4})$/.exec(descr);
  const little = parts?.[1] !== '>';
  const name = parts?.[2] === '?' ? 'b1' : `${parts?.[2] ?? ''}${parts?.[3] ?? ''}`;
  if (parts?.[2] === 'O')
    throw new FormatError(op, 'object arrays hold pickled Python, which could run code: refused. Save plain numbers.');
  const small = Object.hasOwn(SMALL, name) ? SMALL[name] : undefined;
  if (small !== undefined) return { bytes: small.bytes, read: (bytes, count) => narrow(bytes, count, little, small) };
  if (name === 'u4') return { bytes: 4, read: (bytes, count) => unsigned(bytes, count, little) };
  if (name === 'i8' || name === 'u8')
    return { bytes: 8, read: (bytes, count, wide) => long(op, bytes, count, little, name === 'i8', wide) };
  const what = KINDS[parts?.[2] ?? ''] ?? 'elements';
  throw new DTypeError(
    op,
    `'${descr}' (${what}) has no counterpart here; bool, integers of 1 to 8 bytes and floats of 2, 4, 8 bytes do.`
  );
}

function narrow(
  bytes: Uint8Array,
  count: number,
  little: boolean,
  { bytes: width, dtype, get }: { bytes: number; dtype: DType; get: Getter }
): Elements {
  const elements = allocate(dtype, count);
  if (dtype !== 'bool' && elements.BYTES_PER_ELEMENT === width && (little || width === 1)) {
    new Uint8Array(elements.buffer).set(bytes);
    return { dtype, elements };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < count; i++) elements[i] = get(view, i * width, little);
  return { dtype, elements };
}

/** uint32: int32 where all fit, otherwise float64, which holds them exactly. */
function unsigned(bytes: Uint8Array, count: number, little: boolean): Elements {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let dtype: DType = 'int32';
  for (let i = 0; i < count && dtype === 'int32'; i++)
    if (view.getUint32(i * 4, little) > 2147483647) dtype = 'float64';
  const elements = allocate(dtype, count);
  for (let i = 0; i < count; i++) elements[i] = view.getUint32(i * 4, little);
  return { dtype, elements };
}

function long(
  op: string,
  bytes: Uint8Array,
  count: number,
  little: boolean,
  signed: boolean,
  wide: 'refuse' | 'float64'
): Elements {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dtype: DType = wide === 'float64' ? 'float64' : 'int32';
  const limit = wide === 'float64' ? 9007199254740992 : 2147483647;
  const least = wide === 'float64' ? -limit : -2147483648;
  const elements = allocate(dtype, count);
  for (let i = 0; i < count; i++) {
    const low = view.getUint32(i * 8 + (little ? 0 : 4), little);
    const at = i * 8 + (little ? 4 : 0);
    const high = signed ? view.getInt32(at, little) : view.getUint32(at, little);
    // Exact while the high half is small; beyond that the rounded number is out of bounds as well.
    const value = high * 4294967296 + low;
    if (value > limit || value < least || (Math.abs(value) === limit && low !== 0 && wide === 'float64'))
      throw new DTypeError(
        op,
        `element ${i} is ${signed ? view.getBigInt64(i * 8, little) : view.getBigUint64(i * 8, little)}, ` +
          (wide === 'float64'
            ? 'which float64 cannot hold exactly (up to 9007199254740992).'
            : "which does not fit into int32 (-2147483648 to 2147483647); { wide: 'float64' } reads it as float64.")
      );
    elements[i] = value;
  }
  // With wide numbers allowed, those that need no width are held as int32 all the same.
  const fits = wide === 'float64' && elements.every((one: number) => one <= 2147483647 && one >= -2147483648);
  return fits ? { dtype: 'int32', elements: Int32Array.from(elements) } : { dtype, elements };
}

/** The value of 16 bits of IEEE half precision. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
