/** Steps that shrink where gradients were large: h ← h + g², p ← p - lr g / (√h + eps). */
import { chain } from '../backends/chain.ts';
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { changed } from './in-place.ts';
import { Optimizer } from './optimizer.ts';

const RULE = chain((p, h, g, lr, eps) => {
  const next = h.add(g.mul(g));
  return [p.sub(g.mul(lr).div(next.sqrt().add(eps))), next];
});

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
    const before: [NDArray, NDArray] = [param.data, this.slot('h', param)];
    const [p, h] = changed(RULE, before, [gradient, this.lr, this.eps]);
    this.setSlot('h', param, h);
    param.data = p;
  }
}
