/** What can be done to the gradients before an update; gradients are replaced, never changed in place. */
import { chain } from '../backends/chain.ts';
import { currentBackend } from '../backends/current.ts';
import { Variable } from '../core/variable.ts';
import { Layer } from '../layers/layer.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import type { Hook } from './optimizer.ts';

const PULLED = chain((g, p, rate) => g.add(p.mul(rate)));

/**
 * Pulls parameters towards 0: g ← g + rate p. Source: DeZero optimizers.WeightDecay.
 * @example
 * const p = new Parameter(nd.array([1, 2]));
 * p.grad = new Variable(nd.zeros([2]));
 * new optimizers.SGD(1).setup([p]).addHook(optimizers.weightDecay(0.5)).update();
 * p.data; // => [0.5 1. ]
 */
export function weightDecay(rate: number): Hook {
  return (params) => {
    for (const param of params)
      replace(param, (gradient) => currentBackend().chain(PULLED, [gradient, param.data, rate]));
  };
}

/**
 * Scales all gradients by maxNorm / (norm + 1e-6) where that is below 1, `norm` being that of all of them together.
 * Source: Pascanu et al. 2013; DeZero optimizers.ClipGrad.
 * @example
 * const p = new Parameter(nd.zeros([2]));
 * p.grad = new Variable(nd.array([3, 4]));
 * new optimizers.SGD(1).setup([p]).addHook(optimizers.clipGrad(1)).update();
 * nd.allclose(p.data, [-0.6, -0.8]); // => true
 */
export function clipGrad(maxNorm: number): Hook {
  return (params) => {
    let total = 0;
    for (const { grad } of params) if (grad !== null) total += grad.data.mul(grad.data).sum().item();
    const rate = maxNorm / (Math.sqrt(total) + 1e-6);
    if (rate < 1) for (const param of params) replace(param, (gradient) => gradient.mul(rate));
  };
}

/**
 * Takes the gradients of parameters or layers away, so that they stay as they are. Source: DeZero
 * optimizers.FreezeParam.
 * @example
 * const p = new Parameter(nd.array([1, 2]));
 * p.grad = new Variable(nd.ones([2]));
 * new optimizers.SGD(1).setup([p]).addHook(optimizers.freezeParam(p)).update();
 * p.data; // => [1. 2.]
 */
export function freezeParam(...frozen: (Variable | Layer)[]): Hook {
  const params = frozen.flatMap((one) => (one instanceof Layer ? one.params() : [one]));
  return () => {
    for (const param of params) param.clearGrad();
  };
}

function replace(param: Variable, change: (gradient: NDArray) => NDArray): void {
  if (param.grad !== null) param.grad = new Variable(change(param.grad.data));
}
