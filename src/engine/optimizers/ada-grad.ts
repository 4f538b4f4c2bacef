/** Steps that shrink where gradients were large: h ← h + g², p ← p - lr g / (√h + eps). */
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { sqrt } from '../ndarray/elementwise.ts';
import { changed, changeParam } from './in-place.ts';
import { Optimizer } from './optimizer.ts';

/**
 * h ← h + g², p ← p - lr g / (√h + eps): steps that shrink where gradients were large. Source: Duchi et al. 2011.
 * @example
 * const p = new Parameter(nd.array([1, 2]));
 * F.sum(p ** 2).backward();
 * new optimizers.AdaGrad(0.1).setup([p]).update();
 * p; // => variable([0.9 1.9])
 */
export class AdaGrad extends Optimizer {
  lr: number;
  eps: number;

  constructor(lr = 0.001, eps = 1e-8) {
    super();
    this.lr = lr;
    this.eps = eps;
  }

  override updateOne(param: Variable, gradient: NDArray): void {
    const h = changed(this.slot('h', param), 'iadd', gradient.mul(gradient));
    this.setSlot('h', param, h);
    changeParam(param, 'isub', gradient.mul(this.lr).div(sqrt(h).add(this.eps)));
  }
}
