/**
 * Moving elements without computing: copies with conversion, joining, picking rows, and adding to picked rows (the
 * adjoint of picking).
 */
import { ShapeError } from '../../../core/errors.ts';
import { allocate, allocateUnset, type DType, resultTypeOf } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { shapeText, sizeOf } from '../../../ndarray/shape.ts';
import { walk1 } from '../walk.ts';

export function copy(x: NDArray, dtype: DType): NDArray {
  if (x.ndim === 0) return NDArray.scalar(x.item(), dtype);
  const from = x.storage.read();
  const out = allocateUnset(dtype, x.size);
  const toBool = dtype === 'bool' && x.dtype !== 'bool';
  walk1(x.shape, x.strides, x.offset, (ia, sa, o, n) => {
    if (sa === 1 && !toBool && x.dtype === dtype) out.set(from.subarray(ia, ia + n), o);
    else if (toBool) for (let i = 0; i < n; i++) out[o + i] = from[ia + i * sa] === 0 ? 0 : 1;
    else for (let i = 0; i < n; i++) out[o + i] = from[ia + i * sa] as number;
  });
  return NDArray.wrap(out, x.shape, dtype);
}

export function concatenate(arrays: readonly NDArray[], axis: number): NDArray {
  const dtype = resultTypeOf(arrays);
  const shape = [...(arrays[0]?.shape ?? [])];
  shape[axis] = arrays.reduce((sum, one) => sum + (one.shape[axis] ?? 0), 0);
  const out = allocateUnset(dtype, sizeOf(shape));
  const before = sizeOf(shape.slice(0, axis));
  const block = sizeOf(shape.slice(axis));
  let at = 0;
  for (const one of arrays) {
    const elements = one.elements();
    const part = one.size / Math.max(1, before);
    for (let i = 0; i < before; i++) out.set(elements.subarray(i * part, (i + 1) * part), i * block + at);
    at += part;
  }
  return NDArray.wrap(out, shape, dtype);
}

export function takeRows(x: NDArray, rows: NDArray): NDArray {
  const rest = x.shape.slice(1);
  const length = sizeOf(rest);
  const from = x.elements();
  const picks = rows.elements();
  const out = allocate(x.dtype, picks.length * length);
  for (let i = 0; i < picks.length; i++) {
    const at = (picks[i] as number) * length;
    if (length < 8) for (let j = 0; j < length; j++) out[i * length + j] = from[at + j] as number;
    else out.set(from.subarray(at, at + length), i * length);
  }
  return NDArray.wrap(out, [...rows.shape, ...rest], x.dtype);
}

export function addRows(target: NDArray, rows: NDArray, value: NDArray): void {
  const rest = target.shape.slice(1);
  const length = sizeOf(rest);
  if (value.size !== rows.size * length)
    throw new ShapeError('addRows', `${rows.size} rows of ${shapeText(rest)} are not ${shapeText(value.shape)}.`, [
      target.shape,
      value.shape
    ]);
  const from = value.elements();
  const picks = rows.elements();
  const to = target.storage.write();
  const inner = target.contiguous;
  for (let i = 0; i < picks.length; i++) {
    const first = target.offset + (picks[i] as number) * (target.strides[0] ?? 0);
    const add = (at: number, j: number): void => {
      to[at] = (to[at] as number) + (from[i * length + j] as number);
    };
    if (inner) for (let j = 0; j < length; j++) add(first + j, j);
    else
      walk1(rest, target.strides.slice(1), first, (ia, sa, o, n) => {
        for (let j = 0; j < n; j++) add(ia + j * sa, o + j);
      });
  }
}
