/**
 * A recurrent layer: h = tanh(x Wx + b + h Wh), where h is what the last call gave (nothing at first). The graph grows
 * with every call: cut it with `loss.unchainBackward()`, and start a new sequence with `resetState()`.
 */
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { add } from '../ops/add.ts';
import { tanh } from '../ops/tanh.ts';
import { Layer } from './layer.ts';
import { Linear } from './linear.ts';

/**
 * A recurrent layer: h = tanh(x Wx + b + h Wh), where h is what the last call gave; (N, inSize) to (N, hiddenSize). Cut
 * the growing graph with `loss.unchainBackward()`. Source: Elman 1990; DeZero layers.RNN.
 * @example
 * const layer = new L.RNN(3);
 * layer.call(nd.ones([2, 4])).shape; // => [2, 3]
 * layer.resetState();
 * layer.h; // => null
 */
export class RNN extends Layer {
  readonly x2h: Linear;
  readonly h2h: Linear;
  h: Variable | null = null;

  constructor(hiddenSize: number, inSize: number | null = null) {
    super();
    this.x2h = new Linear(hiddenSize, { inSize });
    this.h2h = new Linear(hiddenSize, { noBias: true, inSize: inSize === null ? null : hiddenSize });
  }

  /** Starts a new sequence. */
  resetState(): void {
    this.h = null;
  }

  override forward(x: Operand): Variable {
    const fromX = this.x2h.call(x);
    this.h = tanh(this.h === null ? fromX : add(fromX, this.h2h.call(this.h)));
    return this.h;
  }
}
