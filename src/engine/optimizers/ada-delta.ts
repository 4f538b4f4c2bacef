/** No learning rate: a ← rho a + (1-rho) g², d = √((b+eps)/(a+eps)) g, b ← rho b + (1-rho) d², p ← p - d. */
import { chain } from '../backends/chain.ts';
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { changed } from './in-place.ts';
import { Optimizer } from './optimizer.ts';

const RULE = chain((p, a, b, g, rho, rest, eps) => {
  const nextA = a.mul(rho).add(g.mul(rest).mul(g));
  const d = b.add(eps).div(nextA.add(eps)).sqrt().mul(g);
  return [p.sub(d), nextA, b.mul(rho).add(d.mul(rest).mul(d))];
});

/**
 * a ← rho a + (1-rho) g², d = √((b+eps)/(a+eps)) g, b ← rho b + (1-rho) d², p ← p - d: no learning rate. Source: Zeiler
 * 2012, arXiv:1212.5701.
 * @example
 * const p = new Parameter(nd.array(1));
 * (p ** 2).backward();
 * new optimizers.AdaDelta().setup([p]).update();
 * p; // => variable(0.9955278752252984)
 */
export class AdaDelta extends Optimizer {
  rho: number;
  eps: number;

  constructor(rho = 0.95, eps = 1e-6) {
    super();
    this.rho = rho;
    this.eps = eps;
  }

  override updateOne(param: Variable, gradient: NDArray): void {
    const { rho, eps } = this;
    const before: [NDArray, NDArray, NDArray] = [param.data, this.slot('a', param), this.slot('b', param)];
    const [p, a, b] = changed(RULE, before, [gradient, rho, 1 - rho, eps]);
    this.setSlot('a', param, a);
    this.setSlot('b', param, b);
    param.data = p;
  }
}
