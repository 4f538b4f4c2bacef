/**
 * The webgpu backend: float arrays are computed on the GPU in float32 and stay there until somebody reads them. What it
 * has no kernel for (whole-number arithmetic, picking rows, patches of images) is handed to plain and reported.
 * Single numbers that are known on this side are computed here: no array is involved.
 */
import type { GpuDevice } from '../../host.ts';
import { isFloat, resultType } from '../../ndarray/dtype.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { sameShape } from '../../ndarray/shape.ts';
import type { Backend, Operand } from '../backend.ts';
import { bySteps } from '../chain.ts';
import { byChannels } from '../by-channels.ts';
import { byPatches } from '../by-patches.ts';
import { reportFallback } from '../current.ts';
import { lstmBySteps } from '../lstm.ts';
import { plain } from '../plain/index.ts';
import { assign, binary, binaryInto, unary, where } from './elementwise.ts';
import { fits, Gpu, isLocalNumber } from './gpu.ts';
import { matmul } from './matmul.ts';
import { axesTo, reduce } from './reduce.ts';
import type { Collector } from './residents.ts';

const WHOLE = 'whole numbers are computed exactly on the CPU';
const NO_KERNEL = '';

export function createWebgpu(device: GpuDevice, host: Collector): Backend {
  const gpu = new Gpu(device, host);
  const onCpu = (op: string, reason: string): Backend => {
    reportFallback(op, 'webgpu', 'plain', reason);
    return plain;
  };
  const float = (x: NDArray): boolean => isFloat(x.dtype);
  /** The backend for arrays that were never on the GPU: moving their elements is no work taken from it. */
  const mover = (op: string, ...arrays: readonly NDArray[]): Backend =>
    arrays.some((one) => one.storage.gpu !== null && one.storage.cpu === null) ? onCpu(op, NO_KERNEL) : plain;
  const backend: Backend = {
    name: 'webgpu',
    unary(op, x) {
      if (isLocalNumber(x)) return plain.unary(op, x);
      if (!float(x)) return onCpu(op, WHOLE).unary(op, x);
      gpu.residents.tidy();
      return unary(gpu, op, x);
    },
    binary(op, a, b) {
      if (isLocalNumber(a) && isLocalNumber(b)) return plain.binary(op, a, b);
      if (!onGpu(a, b)) return onCpu(op, WHOLE).binary(op, a, b);
      gpu.residents.tidy();
      return binary(gpu, op, a, b);
    },
    compare(op, a, b) {
      if (isLocalNumber(a) && isLocalNumber(b)) return plain.compare(op, a, b);
      if (!onGpu(a, b)) return onCpu(op, WHOLE).compare(op, a, b);
      gpu.residents.tidy();
      return binary(gpu, op, a, b, 'bool');
    },
    binaryInto(op, target, value) {
      if (!float(target) || !onGpu(target, value)) return onCpu(op, WHOLE).binaryInto(op, target, value);
      gpu.residents.tidy();
      return binaryInto(gpu, op, target, value);
    },
    where(condition, a, b) {
      if (!isFloat(resultType(a, b)) || ![a, b].every(holds)) return onCpu('where', WHOLE).where(condition, a, b);
      gpu.residents.tidy();
      return where(gpu, condition, a, b);
    },
    chain: (chain, operands, axis) =>
      bySteps(backend, chain, operands, [], axis)[0] ?? plain.chain(chain, operands, axis),
    chainInto(chain, targets, operands) {
      const results = bySteps(backend, chain, [...targets, ...operands], targets);
      results.forEach((result, i) => {
        const target = targets[i];
        if (target !== undefined) assign(gpu, target, result);
      });
    },
    reduce(op, x, axes, keepdims) {
      if (isLocalNumber(x) || (x.size === 0 && op !== 'sum')) return plain.reduce(op, x, axes, keepdims);
      if (!float(x)) return onCpu(op, WHOLE).reduce(op, x, axes, keepdims);
      gpu.residents.tidy();
      return reduce(gpu, op, x, axes, keepdims);
    },
    sumTo(x, shape) {
      if (sameShape(x.shape, shape)) return x;
      const axes = axesTo(x.shape, shape);
      if (axes === null || isLocalNumber(x)) return plain.sumTo(x, shape);
      return backend.reduce('sum', x, axes, true).reshape(shape);
    },
    matmul(a, b) {
      if (a.ndim === 0 || b.ndim === 0) return plain.matmul(a, b);
      if (!onGpu(a, b)) return onCpu('matmul', WHOLE).matmul(a, b);
      gpu.residents.tidy();
      return matmul(gpu, a, b);
    },
    addProducts(target, pairs) {
      for (const [a, b] of pairs) backend.binaryInto('add', target, backend.matmul(a, b));
    },
    lstm: (inputs) => lstmBySteps(backend, inputs),
    copy(x, dtype) {
      if (x.storage.cpu !== null || isLocalNumber(x)) return plain.copy(x, dtype);
      if (!float(x) || !isFloat(dtype)) return onCpu('copy', `to ${dtype}`).copy(x, dtype);
      gpu.residents.tidy();
      return unary(gpu, 'copy', x);
    },
    argReduce: (op, x, axis, keepdims) => onCpu(`arg${op}`, NO_KERNEL).argReduce(op, x, axis, keepdims),
    concatenate: (arrays, axis) => mover('concatenate', ...arrays).concatenate(arrays, axis),
    takeRows: (x, rows) => mover('takeRows', x, rows).takeRows(x, rows),
    addRows: (target, rows, value) => mover('addRows', target, rows, value).addRows(target, rows, value),
    im2col: (x, window) => onCpu('im2col', NO_KERNEL).im2col(x, window),
    col2im: (columns, shape, window) => onCpu('col2im', NO_KERNEL).col2im(columns, shape, window),
    ...byPatches(() => backend),
    ...byChannels(() => backend)
  };
  return backend;
}

/** Whether an operation on these gives floats (comparing: compares floats) that the GPU can hold. */
function onGpu(a: Operand, b: Operand): boolean {
  return isFloat(resultType(a, b)) && holds(a) && holds(b);
}

function holds(x: Operand): boolean {
  return typeof x === 'number' || isLocalNumber(x) || fits(x);
}
