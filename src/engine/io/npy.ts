/**
 * NumPy's .npy files: one array each. Reads format versions 1 to 3, C and Fortran order, both byte orders; bool,
 * int8 to int64, uint8 to uint64, float16 to float64. Small integers become int32 and float16 becomes float32;
 * int64 and uint64 must fit into int32. Object arrays hold Python code and are refused.
 * Writes float64, float32, int32 (or int64), uint8, bool. Not here: archives of arrays (npz.ts).
 */
import type { DType, TypedArray } from '../ndarray/dtype.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { shapeText, sizeOf, type Shape } from '../ndarray/shape.ts';
import { FormatError } from './format-error.ts';
import { FILE_LIMITS, type FileLimits } from './limits.ts';
import { readNpyHeader, writeNpyHeader } from './npy-header.ts';
import { elementType } from './npy-types.ts';

/** How arrays are read: what integers beyond int32 become, and the limits that hold. */
export interface ReadOptions {
  /** What becomes of integers beyond int32: refused, or held as float64, which is exact up to 2^53. */
  wide?: 'refuse' | 'float64';
  limits?: FileLimits;
}

/** How an array is written: order, byte order, width of integers. */
export interface WriteOptions {
  /** 'F' puts the first index fastest. */
  order?: 'C' | 'F';
  byteOrder?: 'little' | 'big';
  /** int32 arrays as int64, NumPy's usual integer. */
  int64?: boolean;
}

/**
 * The array of an .npy file. FormatError where it is damaged, too large, or holds what is no number. `op` is the name
 * that errors carry. Source: numpy.lib.format, versions 1 to 3.
 * @example
 * io.readNpy(io.writeNpy(nd.array([[1, 2]]))); // => [[1. 2.]]
 * io.readNpy(new Uint8Array(4)); // throws FormatError: readNpy
 */
export function readNpy(bytes: Uint8Array, options: ReadOptions = {}, op = 'readNpy'): NDArray {
  const limits = options.limits ?? FILE_LIMITS;
  const { descr, fortranOrder, shape, dataAt } = readNpyHeader(op, bytes, limits);
  const type = elementType(op, descr);
  const size = checkedSize(op, shape);
  const needed = size * type.bytes;
  // Small integers take four bytes once they are read.
  if (size * Math.max(type.bytes, 4) > limits.bytes)
    throw new FormatError(
      op,
      `an array of shape ${shapeText(shape)} takes more than the ${limits.bytes} bytes allowed.`
    );
  const there = bytes.length - dataAt;
  if (needed > there)
    throw new FormatError(
      op,
      `the data is shorter than the header says: ${shapeText(shape)} of '${descr}' needs ${needed} bytes, ${there} are there.`
    );
  const { dtype, elements } = type.read(bytes.subarray(dataAt, dataAt + needed), size, options.wide ?? 'refuse');
  if (shape.length === 0) return NDArray.scalar(elements[0] ?? 0, dtype);
  // Fortran order is C order of the reversed shape, seen the other way round.
  return fortranOrder
    ? NDArray.wrap(elements, [...shape].reverse(), dtype).transpose()
    : NDArray.wrap(elements, shape, dtype);
}

/**
 * An array as an .npy file, byte for byte as numpy.save writes it.
 * @example
 * io.writeNpy(nd.arange(3)).length; // => 140
 */
export function writeNpy(array: NDArray, options: WriteOptions = {}): Uint8Array {
  const { order = 'C', byteOrder = 'little', int64 = false } = options;
  const { dtype } = array;
  const wide = int64 && dtype === 'int32';
  const bytes = wide ? 8 : dtype === 'float64' ? 8 : dtype === 'uint8' || dtype === 'bool' ? 1 : 4;
  const mark = bytes === 1 ? '|' : byteOrder === 'big' ? '>' : '<';
  const kind = dtype === 'bool' ? 'b' : dtype === 'uint8' ? 'u' : dtype === 'int32' ? 'i' : 'f';
  // As NumPy: an array that is in both orders at once counts as C.
  const fortran = order === 'F' && array.ndim > 1;
  const head = writeNpyHeader(`${mark}${kind}${bytes}`, fortran, array.shape);
  const elements = (fortran ? array.transpose() : array).elements();
  const file = new Uint8Array(head.length + elements.length * bytes);
  file.set(head);
  put(elements, dtype, wide, byteOrder === 'little', new DataView(file.buffer, head.length));
  return file;
}

function put(elements: TypedArray, dtype: DType, wide: boolean, little: boolean, to: DataView): void {
  if (wide) {
    for (let i = 0; i < elements.length; i++) to.setBigInt64(i * 8, BigInt(elements[i] ?? 0), little);
    return;
  }
  if (little || elements.BYTES_PER_ELEMENT === 1) {
    const raw = new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
    new Uint8Array(to.buffer, to.byteOffset).set(raw);
    return;
  }
  for (let i = 0; i < elements.length; i++) {
    const value = elements[i] ?? 0;
    if (dtype === 'float64') to.setFloat64(i * 8, value, false);
    else if (dtype === 'float32') to.setFloat32(i * 4, value, false);
    else to.setInt32(i * 4, value, false);
  }
}

function checkedSize(op: string, shape: Shape): number {
  if (shape.includes(0)) return 0;
  const size = sizeOf(shape);
  if (!Number.isSafeInteger(size)) throw new FormatError(op, `no memory holds an array of shape ${shapeText(shape)}.`);
  return size;
}
