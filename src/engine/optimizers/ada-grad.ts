/** Steps that shrink where gradients were large: h ← h + g², p ← p - lr g / (√h + eps). */
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { sqrt } from '../ndarray/elementwise.ts';
import { changed, changeParam } from './in-place.ts';
import { Optimizer } from './optimizer.ts';

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
