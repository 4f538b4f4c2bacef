/** Reductions on the GPU; long rows in two rounds. */
import { NDArray } from '../../ndarray/ndarray.ts';
import { reducedShape, type Shape, sizeOf } from '../../ndarray/shape.ts';
import type { Axes, ReduceOp } from '../backend.ts';
import type { Gpu } from './gpu.ts';

/** Rows up to this length are reduced at once, longer ones in pieces. */
const WHOLE = 1024;
const CHUNK = 256;

/** `x` has elements, or `op` is a sum. */
export function reduce(gpu: Gpu, op: ReduceOp, x: NDArray, axes: Axes, keepdims: boolean): NDArray {
  const shape = reducedShape(x.shape, axes, keepdims);
  if (x.size === 0) return shape.length === 0 ? NDArray.scalar(0, 'float32') : NDArray.empty(shape, 'float32');
  const all = x.shape.map((_, axis) => axis);
  const gone = axes ?? all;
  const kept = all.filter((axis) => !gone.includes(axis));
  const count = sizeOf(gone.map((axis) => x.shape[axis] ?? 1));
  const chunk = count > WHOLE ? CHUNK : count;
  const chunks = Math.ceil(count / chunk);
  const inner = steps(x, gone);
  const params = [
    count,
    chunk,
    chunks,
    kept.length,
    x.offset,
    ...steps(x, kept),
    ...(inner.length === 0 ? [1, 1, 0] : [inner.length / 2, ...inner])
  ];
  const rows = sizeOf(shape);
  if (chunks === 1) return gpu.run(op, [x], shape, params);
  return reduce(gpu, op, gpu.run(op, [x], [rows, chunks], params), [1], false).reshape(shape);
}

/** The axes that sumTo adds up, or null where the shapes do not fit. */
export function axesTo(from: Shape, to: Shape): readonly number[] | null {
  const extra = from.length - to.length;
  if (extra < 0) return null;
  const axes: number[] = [];
  for (const [axis, length] of from.entries()) {
    const target = axis < extra ? 1 : to[axis - extra];
    if (axis < extra || (target === 1 && length !== 1)) axes.push(axis);
    else if (target !== length) return null;
  }
  return axes;
}

/** (length, step) of axes, innermost first. */
function steps(x: NDArray, axes: readonly number[]): number[] {
  return [...axes].reverse().flatMap((axis) => [x.shape[axis] ?? 1, x.strides[axis] ?? 0]);
}
