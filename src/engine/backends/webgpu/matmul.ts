/** Matrix products on the GPU. Rows that lie in memory in fours go to the faster kernel. */
import { NDArray } from '../../ndarray/ndarray.ts';
import { sizeOf } from '../../ndarray/shape.ts';
import { prepare } from '../plain/kernels/matmul.ts';
import { unary } from './elementwise.ts';
import type { Gpu } from './gpu.ts';

export function matmul(gpu: Gpu, a: NDArray, b: NDArray): NDArray {
  const { m, k, n, aRow, aColumn, bRow, bColumn, offsets, shape } = prepare(a, b);
  if (sizeOf(shape) === 0 || k === 0)
    return shape.length === 0 ? NDArray.scalar(0, 'float32') : NDArray.empty(shape, 'float32');
  const stepA = evenStep(offsets.map(([offset]) => offset));
  const stepB = evenStep(offsets.map(([, offset]) => offset));
  if (stepA === null || stepB === null) {
    const batch = shape.slice(0, Math.max(a.ndim, b.ndim) - 2);
    const whole = (x: NDArray): NDArray => unary(gpu, 'copy', x.broadcastTo([...batch, ...x.shape.slice(-2)]));
    return matmul(gpu, a.ndim < 2 ? a : whole(a), b.ndim < 2 ? b : whole(b));
  }
  const [atA, atB] = offsets[0] ?? [0, 0];
  const batch = offsets.length;
  // vec4 loads need whole fours everywhere.
  const inFours = aColumn === 1 && bColumn === 1 && aRow === k && bRow === n;
  if (inFours && [n, k, atA, atB, stepA, stepB].every((one) => one % 4 === 0) && atA === 0 && atB === 0)
    return gpu.run('matmul4', [a, b], shape, [m, n, k, batch, stepA, stepB]);
  return gpu.run('matmul', [a, b], shape, [m, n, k, atA, aRow, aColumn, stepA, atB, bRow, bColumn, stepB, batch]);
}

/** The distance from each offset to the next, or null where it varies. */
function evenStep(offsets: readonly number[]): number | null {
  const step = (offsets[1] ?? 0) - (offsets[0] ?? 0);
  if (offsets.length < 2) return 0;
  return offsets.every((offset, i) => i === 0 || offset - (offsets[i - 1] ?? 0) === step) ? step : null;
}
