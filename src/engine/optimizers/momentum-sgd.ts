/** A ball that rolls: v ← momentum v - lr g, p ← p + v. */
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { changed, changeParam } from './in-place.ts';
import { Optimizer } from './optimizer.ts';

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
    let v = this.slot('velocity', param);
    v = changed(v, 'imul', this.momentum);
    v = changed(v, 'isub', gradient.mul(this.lr));
    this.setSlot('velocity', param, v);
    changeParam(param, 'iadd', v);
  }
}
