/** A ball that rolls: v ← momentum v - lr g, p ← p + v. */
import { chain } from '../backends/chain.ts';
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { changed } from './in-place.ts';
import { Optimizer } from './optimizer.ts';

const RULE = chain((p, v, g, momentum, lr) => {
  const next = v.mul(momentum).sub(g.mul(lr));
  return [p.add(next), next];
});

/**
 * v ← momentum v - lr g, p ← p + v: a ball that rolls. Source: Polyak 1964; DeZero optimizers.MomentumSGD.
 * @example
 * const p = new Parameter(nd.array([1, 2]));
 * F.sum(p ** 2).backward();
 * new optimizers.MomentumSGD(0.1, 0.9).setup([p]).update();
 * p; // => variable([0.8 1.6])
 */
export class MomentumSGD extends Optimizer {
  lr: number;
  momentum: number;

  constructor(lr = 0.01, momentum = 0.9) {
    super();
    this.lr = lr;
    this.momentum = momentum;
  }

  override updateOne(param: Variable, gradient: NDArray): void {
    const before: [NDArray, NDArray] = [param.data, this.slot('velocity', param)];
    const [p, v] = changed(RULE, before, [gradient, this.momentum, this.lr]);
    this.setSlot('velocity', param, v);
    param.data = p;
  }
}
