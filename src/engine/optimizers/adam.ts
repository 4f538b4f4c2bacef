/**
 * Momentum and scaling together: m ← m + (1-β₁)(g - m), v ← v + (1-β₂)(g² - v), p ← p - lr m / (√v + eps)
 * with lr = alpha √(1-β₂ᵗ) / (1-β₁ᵗ) at step t.
 */
import { chain } from '../backends/chain.ts';
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { changed } from './in-place.ts';
import { Optimizer } from './optimizer.ts';

const RULE = chain((p, m, v, g, restM, restV, lr, eps) => {
  const nextM = m.add(g.sub(m).mul(restM));
  const nextV = v.add(g.mul(g).sub(v).mul(restV));
  return [p.sub(nextM.mul(lr).div(nextV.sqrt().add(eps))), nextM, nextV];
});

/**
 * m ← m + (1-β₁)(g - m), v ← v + (1-β₂)(g² - v), p ← p - lr m / (√v + eps) with lr = alpha √(1-β₂ᵗ) / (1-β₁ᵗ) at step
 * t. Source: Kingma and Ba 2014, arXiv:1412.6980 (with eps outside of the bias correction, as DeZero).
 * @example
 * const p = new Parameter(nd.array([1, 2]));
 * const optimizer = new optimizers.Adam(0.1).setup([p]);
 * F.sum(p ** 2).backward();
 * optimizer.update();
 * p; // => variable([0.90000002 1.90000001])
 * optimizer.lr.toFixed(6); // => 0.031623
 */
export class Adam extends Optimizer {
  alpha: number;
  beta1: number;
  beta2: number;
  eps: number;
  /** Steps taken so far. */
  t = 0;

  constructor(alpha = 0.001, beta1 = 0.9, beta2 = 0.999, eps = 1e-8) {
    super();
    this.alpha = alpha;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.eps = eps;
  }

  /** The learning rate of the current step. */
  get lr(): number {
    return (this.alpha * Math.sqrt(1 - this.beta2 ** this.t)) / (1 - this.beta1 ** this.t);
  }

  protected override beforeUpdate(): void {
    this.t += 1;
  }

  override updateOne(param: Variable, gradient: NDArray): void {
    const before: [NDArray, NDArray, NDArray] = [param.data, this.slot('m', param), this.slot('v', param)];
    const [p, m, v] = changed(RULE, before, [gradient, 1 - this.beta1, 1 - this.beta2, this.lr, this.eps]);
    this.setSlot('m', param, m);
    this.setSlot('v', param, v);
    param.data = p;
  }

  protected override numbers(): Record<string, number> {
    return { t: this.t };
  }

  protected override setNumbers(numbers: Readonly<Record<string, number>>): void {
    this.t = numbers['t'] ?? 0;
  }
}
