/** No learning rate: a ← rho a + (1-rho) g², d = √((b+eps)/(a+eps)) g, b ← rho b + (1-rho) d², p ← p - d. */
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { sqrt } from '../ndarray/elementwise.ts';
import { changed, changeParam } from './in-place.ts';
import { Optimizer } from './optimizer.ts';

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
    let a = this.slot('a', param);
    let b = this.slot('b', param);
    a = changed(changed(a, 'imul', rho), 'iadd', gradient.mul(1 - rho).mul(gradient));
    const d = sqrt(b.add(eps).div(a.add(eps))).mul(gradient);
    b = changed(changed(b, 'imul', rho), 'iadd', d.mul(1 - rho).mul(d));
    this.setSlot('a', param, a);
    this.setSlot('b', param, b);
    changeParam(param, 'isub', d);
  }
}
