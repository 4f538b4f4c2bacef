/**
 * Sums, largest and smallest along axes. Sums add in the same order as NumPy (pairwise along the innermost axis, row
 * by row along others; float32 in float32), so that figures agree to the last bit where they can.
 * Sums of bool and uint8 count in int32.
 */
import { DTypeError, ShapeError, ValueError } from '../../../core/errors.ts';
import { allocate, type DType, type TypedArray } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import {
  contiguousStrides,
  normalizeAxis,
  reducedShape,
  sameShape,
  type Shape,
  shapeText,
  sizeOf
} from '../../../ndarray/shape.ts';
import type { Axes, ReduceOp } from '../../backend.ts';
import { walk2 } from '../walk.ts';

export function reduce(op: ReduceOp, x: NDArray, axes: Axes, keepdims: boolean): NDArray {
  const shape = reducedShape(x.shape, axes, keepdims);
  if (op !== 'sum' && x.size === 0 && sizeOf(shape) > 0)
    throw new ValueError(op, `an array of shape ${shapeText(x.shape)} has no elements, so it has no ${op}.`);
  const dtype = op === 'sum' && (x.dtype === 'bool' || x.dtype === 'uint8') ? 'int32' : x.dtype;
  if (x.ndim === 0) return NDArray.scalar(x.item(), dtype);
  const size = sizeOf(shape);
  // Integers are added up exactly, then checked.
  const out = op === 'sum' && dtype === 'int32' ? new Float64Array(size) : allocate(dtype, size);
  const source = x.storage.read();
  if (op === 'max') out.fill(dtype === 'float64' || dtype === 'float32' ? -Infinity : -2147483648);
  if (op === 'min')
    out.fill(dtype === 'float64' || dtype === 'float32' ? Infinity : dtype === 'int32' ? 2147483647 : 255);
  const kept = contiguousStrides(reducedShape(x.shape, axes, true));
  const steps = x.shape.map((_, axis) => (axes === null || axes.includes(axis) ? 0 : (kept[axis] ?? 0)));
  const loop = LOOPS[op === 'sum' && dtype === 'float32' ? 'sum32' : op];
  const order = memoryOrder(x);
  const by = (values: Shape): Shape => (order === null ? values : order.map((axis) => values[axis] ?? 0));
  walk2(by(x.shape), by(x.strides), x.offset, by(steps), 0, (ia, sa, ib, sb, _o, n) =>
    loop(source, ia, sa, out, ib, sb, n)
  );
  if (size === 1 && shape.length === 0) return NDArray.scalar(checked(dtype, out[0] as number), dtype);
  return NDArray.wrap(dtype === 'int32' ? Int32Array.from(out, (v) => checked(dtype, v)) : out, shape, dtype);
}

export function sumTo(x: NDArray, shape: Shape): NDArray {
  if (sameShape(x.shape, shape)) return x;
  return reduce('sum', x, axesTo(x, shape), true).reshape(shape);
}

/** The axes over which a sum leads to `shape`. */
export function axesTo(x: NDArray, shape: Shape): readonly number[] {
  const extra = x.ndim - shape.length;
  const axes: number[] = [];
  x.shape.forEach((length, axis) => {
    const target = axis < extra ? 1 : (shape[axis - extra] ?? 1);
    if (axis < extra || (target === 1 && length !== 1)) axes.push(axis);
    else if (target !== length) axes.push(-1);
  });
  if (extra < 0 || axes.includes(-1))
    throw new ShapeError('sumTo', `${shapeText(x.shape)} cannot be summed down to ${shapeText(shape)}.`, [
      x.shape,
      shape
    ]);
  return axes;
}

export function argReduce(op: 'max' | 'min', x: NDArray, axis: number | null, keepdims: boolean): NDArray {
  const name = op === 'max' ? 'argmax' : 'argmin';
  const along = axis === null ? null : normalizeAxis(name, axis, x.ndim);
  const last = along === null ? x.size : (x.shape[along] ?? 1);
  if (last === 0) throw new ValueError(name, `an array of shape ${shapeText(x.shape)} has no elements to choose from.`);
  const order = x.shape.map((_, i) => i).filter((i) => i !== along);
  const rows = along === null ? x : x.transpose([...order, along]);
  const elements = rows.elements();
  const out = new Int32Array(x.size / last);
  for (let row = 0; row < out.length; row++) {
    let best = elements[row * last] as number;
    for (let i = 1; i < last && !Number.isNaN(best); i++) {
      const value = elements[row * last + i] as number;
      if (op === 'max' ? value > best || Number.isNaN(value) : value < best || Number.isNaN(value)) {
        best = value;
        out[row] = i;
      }
    }
  }
  return NDArray.wrap(out, reducedShape(x.shape, along === null ? null : [along], keepdims), 'int32');
}

/** NumPy hands its loops at most this many elements at a time, so a longer row is a sum of pairwise sums. */
export const CHUNK = 8192;

/** `b` is the result; a step of 0 in `b` means that this row is reduced to one element. */
type ReduceLoop = (a: TypedArray, ia: number, sa: number, b: TypedArray, ib: number, sb: number, n: number) => void;

const LOOPS: Record<ReduceOp | 'sum32', ReduceLoop> = {
  sum(a, ia, sa, b, ib, sb, n) {
    if (sb === 0)
      for (let i = 0; i < n; i += CHUNK)
        b[ib] = (b[ib] as number) + pairwise(a, ia + i * sa, sa, Math.min(CHUNK, n - i));
    else for (let i = 0; i < n; i++, ia += sa, ib += sb) b[ib] = (b[ib] as number) + (a[ia] as number);
  },
  sum32(a, ia, sa, b, ib, sb, n) {
    if (sb === 0)
      for (let i = 0; i < n; i += CHUNK)
        b[ib] = (b[ib] as number) + pairwise32(a, ia + i * sa, sa, Math.min(CHUNK, n - i));
    else for (let i = 0; i < n; i++, ia += sa, ib += sb) b[ib] = (b[ib] as number) + (a[ia] as number);
  },
  max(a, ia, sa, b, ib, sb, n) {
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      if (x > (b[ib] as number) || x !== x) b[ib] = x;
    }
  },
  min(a, ia, sa, b, ib, sb, n) {
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      if (x < (b[ib] as number) || x !== x) b[ib] = x;
    }
  }
};

/** NumPy's pairwise sum: eight running sums for up to 128 elements, halves above. */
function pairwise(a: TypedArray, at: number, step: number, n: number): number {
  if (n < 8) {
    let sum = -0;
    for (let i = 0; i < n; i++) sum += a[at + i * step] as number;
    return n === 0 ? 0 : sum;
  }
  if (n > 128) {
    const half = (n >> 1) - ((n >> 1) % 8);
    return pairwise(a, at, step, half) + pairwise(a, at + half * step, step, n - half);
  }
  let r0 = a[at] as number;
  let r1 = a[at + step] as number;
  let r2 = a[at + 2 * step] as number;
  let r3 = a[at + 3 * step] as number;
  let r4 = a[at + 4 * step] as number;
  let r5 = a[at + 5 * step] as number;
  let r6 = a[at + 6 * step] as number;
  let r7 = a[at + 7 * step] as number;
  let i = 8;
  for (; i < n - (n % 8); i += 8) {
    const p = at + i * step;
    r0 += a[p] as number;
    r1 += a[p + step] as number;
    r2 += a[p + 2 * step] as number;
    r3 += a[p + 3 * step] as number;
    r4 += a[p + 4 * step] as number;
    r5 += a[p + 5 * step] as number;
    r6 += a[p + 6 * step] as number;
    r7 += a[p + 7 * step] as number;
  }
  let sum = r0 + r1 + (r2 + r3) + (r4 + r5 + (r6 + r7));
  for (; i < n; i++) sum += a[at + i * step] as number;
  return sum;
}

/** The same in float32. */
function pairwise32(a: TypedArray, at: number, step: number, n: number): number {
  const f = Math.fround;
  if (n < 8) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum = f(sum + (a[at + i * step] as number));
    return sum;
  }
  if (n > 128) {
    const half = (n >> 1) - ((n >> 1) % 8);
    return f(pairwise32(a, at, step, half) + pairwise32(a, at + half * step, step, n - half));
  }
  let r0 = a[at] as number;
  let r1 = a[at + step] as number;
  let r2 = a[at + 2 * step] as number;
  let r3 = a[at + 3 * step] as number;
  let r4 = a[at + 4 * step] as number;
  let r5 = a[at + 5 * step] as number;
  let r6 = a[at + 6 * step] as number;
  let r7 = a[at + 7 * step] as number;
  let i = 8;
  for (; i < n - (n % 8); i += 8) {
    const p = at + i * step;
    r0 = f(r0 + (a[p] as number));
    r1 = f(r1 + (a[p + step] as number));
    r2 = f(r2 + (a[p + 2 * step] as number));
    r3 = f(r3 + (a[p + 3 * step] as number));
    r4 = f(r4 + (a[p + 4 * step] as number));
    r5 = f(r5 + (a[p + 5 * step] as number));
    r6 = f(r6 + (a[p + 6 * step] as number));
    r7 = f(r7 + (a[p + 7 * step] as number));
  }
  let sum = f(f(f(r0 + r1) + f(r2 + r3)) + f(f(r4 + r5) + f(r6 + r7)));
  for (; i < n; i++) sum = f(sum + (a[at + i * step] as number));
  return sum;
}

/** The axes from the largest stride to the smallest, as NumPy walks; null when they are so already. */
function memoryOrder(x: NDArray): readonly number[] | null {
  const steps = x.strides.map((step, axis) => ((x.shape[axis] ?? 1) === 1 ? 0 : Math.abs(step)));
  let sorted = true;
  let before = Infinity;
  for (const step of steps) {
    if (step === 0) continue;
    if (step > before) sorted = false;
    before = step;
  }
  if (sorted) return null;
  return x.shape.map((_, axis) => axis).sort((p, q) => (steps[q] ?? 0) - (steps[p] ?? 0));
}

function checked(dtype: DType, value: number): number {
  if (dtype === 'int32' && value !== (value | 0))
    throw new DTypeError('sum', `${value} is outside of int32; use astype('float64') before adding up.`);
  return value;
}
