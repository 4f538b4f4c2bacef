/** Stochastic gradient descent: p ← p - lr g. */
import { chain } from '../backends/chain.ts';
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { changed } from './in-place.ts';
import { Optimizer } from './optimizer.ts';

const RULE = chain((p, g, lr) => p.sub(g.mul(lr)));

/**
 * Stochastic gradient descent: p ← p - lr g. Source: DeZero optimizers.SGD.
 * @example
 * const p = new Parameter(nd.array([1, 2]));
 * F.sum(p ** 2).backward();
 * new optimizers.SGD(0.1).setup([p]).update();
 * p; // => variable([0.8 1.6])
 */
export class SGD extends Optimizer {
  lr: number;

  constructor(lr = 0.01) {
    super();
    this.lr = lr;
  }

  override updateOne(param: Variable, gradient: NDArray): void {
    [param.data] = changed(RULE, [param.data] as const, [gradient, this.lr]);
  }
}
