/** Stochastic gradient descent: p ← p - lr g. */
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { changeParam } from './in-place.ts';
import { Optimizer } from './optimizer.ts';

export class SGD extends Optimizer {
  lr: number;

  constructor(lr = 0.01) {
    super();
    this.lr = lr;
  }

  override updateOne(param: Variable, gradient: NDArray): void {
    changeParam(param, 'isub', gradient.mul(this.lr));
  }
}
