/** What can be done to the gradients before an update; gradients are replaced, never changed in place. */
import { Variable } from '../core/variable.ts';
import { Layer } from '../layers/layer.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import type { Hook } from './optimizer.ts';

/** Pulls parameters towards 0: g ← g + rate p. */
export function weightDecay(rate: number): Hook {
  return (params) => {
    for (const param of params) replace(param, (gradient) => gradient.add(param.data.mul(rate)));
  };
}

/** Keeps the norm of all gradients together below a limit. */
export function clipGrad(maxNorm: number): Hook {
  return (params) => {
    let total = 0;
    for (const { grad } of params) if (grad !== null) total += grad.data.mul(grad.data).sum().item();
    const rate = maxNorm / (Math.sqrt(total) + 1e-6);
    if (rate < 1) for (const param of params) replace(param, (gradient) => gradient.mul(rate));
  };
}

/** Takes the gradients of parameters or layers away, so that they stay as they are. */
export function freezeParam(...frozen: (Variable | Layer)[]): Hook {
  const params = frozen.flatMap((one) => (one instanceof Layer ? one.params() : [one]));
  return () => {
    for (const param of params) param.clearGrad();
  };
}

function replace(param: Variable, change: (gradient: NDArray) => NDArray): void {
  if (param.grad !== null) param.grad = new Variable(change(param.grad.data));
}
