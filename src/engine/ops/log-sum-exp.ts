/** ln Σ eˣ along axes, keeping them, without overflow: the maximum is taken out first. Forward only. */
import type { Axes, Backend } from '../backends/backend.ts';
import type { NDArray } from '../ndarray/ndarray.ts';

export function logSumExp(be: Backend, x: NDArray, axes: Axes): NDArray {
  const largest = be.reduce('max', x, axes, true);
  const total = be.reduce('sum', be.unary('exp', be.binary('sub', x, largest)), axes, true);
  return be.binary('add', largest, be.unary('log', total));
}
