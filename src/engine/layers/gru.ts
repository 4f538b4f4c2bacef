/**
 * A recurrent layer with two gates, simpler than LSTM: z = σ(x Wxz + bz + h Whz) says how much of h stays,
 * r = σ(x Wxr + br + h Whr) how much of h the candidate sees: u = tanh(x Wxu + bu + (r·h) Whu), h = z·h + (1 − z)·u.
 * Source: Cho et al. 2014, arXiv:1406.1078. `resetState()` starts a new sequence.
 */
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { add } from '../ops/add.ts';
import { mul } from '../ops/mul.ts';
import { sigmoid } from '../ops/sigmoid.ts';
import { sub } from '../ops/sub.ts';
import { tanh } from '../ops/tanh.ts';
import { Layer } from './layer.ts';
import { Linear } from './linear.ts';

/**
 * A recurrent layer with two gates: z = σ(x Wxz + bz + h Whz), r = σ(x Wxr + br + h Whr), u = tanh(x Wxu + bu + (r·h)
 * Whu), h = z·h + (1 - z)·u; (N, inSize) to (N, hiddenSize). Source: Cho et al. 2014, arXiv:1406.1078.
 * @example
 * const layer = new L.GRU(3);
 * layer.call(nd.ones([2, 4])).shape; // => [2, 3]
 * layer.resetState();
 * layer.h; // => null
 */
export class GRU extends Layer {
  readonly x2z: Linear;
  readonly x2r: Linear;
  readonly x2u: Linear;
  readonly h2z: Linear;
  readonly h2r: Linear;
  readonly h2u: Linear;
  h: Variable | null = null;

  constructor(hiddenSize: number, inSize: number | null = null) {
    super();
    const fromX = (): Linear => new Linear(hiddenSize, { inSize });
    const fromH = (): Linear => new Linear(hiddenSize, { inSize: hiddenSize, noBias: true });
    this.x2z = fromX();
    this.x2r = fromX();
    this.x2u = fromX();
    this.h2z = fromH();
    this.h2r = fromH();
    this.h2u = fromH();
  }

  /** Starts a new sequence. */
  resetState(): void {
    this.h = null;
  }

  override forward(x: Operand): Variable {
    const before = this.h;
    if (before === null) {
      // Nothing to keep yet: h = (1 − z)·u.
      this.h = mul(sub(1, sigmoid(this.x2z.call(x))), tanh(this.x2u.call(x)));
      return this.h;
    }
    const z = sigmoid(add(this.x2z.call(x), this.h2z.call(before)));
    const r = sigmoid(add(this.x2r.call(x), this.h2r.call(before)));
    const u = tanh(add(this.x2u.call(x), this.h2u.call(mul(r, before))));
    this.h = add(mul(z, before), mul(sub(1, z), u));
    return this.h;
  }
}
