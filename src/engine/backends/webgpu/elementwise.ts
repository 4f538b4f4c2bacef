/** Element-wise operations on the GPU: the kernel's name, the operands' strides, the result's shape. */
import { NDArray } from '../../ndarray/ndarray.ts';
import { broadcastShapes, broadcastStrides, type Shape, sizeOf } from '../../ndarray/shape.ts';
import type { Operand } from '../backend.ts';
import { type Gpu, isLocalNumber } from './gpu.ts';
import { stridedParams } from './kernels/strided.ts';

type Result = 'float32' | 'bool';

export function unary(gpu: Gpu, kernel: string, x: NDArray): NDArray {
  if (x.size === 0) return NDArray.empty(x.shape, 'float32');
  return gpu.run(kernel, [x], x.shape, stridedParams(x.shape, [x]));
}

export function binary(gpu: Gpu, op: string, a: Operand, b: Operand, dtype: Result = 'float32'): NDArray {
  if (isArray(a) && isArray(b)) {
    const shape = broadcastShapes(op, a.shape, b.shape);
    if (sizeOf(shape) === 0) return NDArray.empty(shape, dtype);
    return gpu.run(op, [a, b], shape, stridedParams(shape, [spread(op, a, shape), spread(op, b, shape)]), dtype);
  }
  const [array, number, side] = isArray(a) ? [a, b, 'right'] : [b as NDArray, a, 'left'];
  if (array.size === 0) return NDArray.empty(array.shape, dtype);
  const params = [numberOf(number), ...stridedParams(array.shape, [array])];
  return gpu.run(`${op}.${side}`, [array], array.shape, params, dtype);
}

export function where(gpu: Gpu, condition: NDArray, a: Operand, b: Operand): NDArray {
  const [yes, no] = [asArray(a), asArray(b)];
  const shape = broadcastShapes('where', condition.shape, broadcastShapes('where', yes.shape, no.shape));
  if (sizeOf(shape) === 0) return NDArray.empty(shape, 'float32');
  const operands = [condition, yes, no];
  const params = stridedParams(
    shape,
    operands.map((one) => spread('where', one, shape))
  );
  return gpu.run('where', operands, shape, params);
}

/** `target op= value`; the target becomes float32. */
export function binaryInto(gpu: Gpu, op: string, target: NDArray, value: Operand): void {
  // Shape first: stretching target itself would be an error that speaks of the wrong array.
  if (typeof value !== 'number') broadcastStrides(op, value.shape, value.strides, target.shape);
  if (target.size === 0) return;
  assign(gpu, target, binary(gpu, op, target, value));
}

/** The elements of `result`, a fresh array of the same shape, into `target`, which becomes float32. */
export function assign(gpu: Gpu, target: NDArray, result: NDArray): void {
  if (target.size === 0) return;
  const whole = result.storage.gpu !== null && result.contiguous && result.size === result.storage.length;
  if (whole && target.contiguous && target.offset === 0 && target.size === target.storage.length) {
    gpu.replace(target.storage, result.storage);
    return;
  }
  const params = [target.size, target.offset, target.ndim];
  for (let axis = target.ndim - 1; axis >= 0; axis--) params.push(target.shape[axis] ?? 1, target.strides[axis] ?? 0);
  gpu.runInto('assign', [result], target.storage, params);
}

function isArray(x: Operand): x is NDArray {
  return !isLocalNumber(x);
}

function numberOf(x: Operand): number {
  return typeof x === 'number' ? x : x.item();
}

function asArray(x: Operand): NDArray {
  return typeof x === 'number' ? NDArray.scalar(x, 'float32') : x;
}

function spread(op: string, x: NDArray, shape: Shape): { offset: number; strides: readonly number[] } {
  return { offset: x.offset, strides: broadcastStrides(op, x.shape, x.strides, shape) };
}
