/**
 * A recurrent layer with a memory cell: gates decide what the cell forgets (f), takes in (i, u) and shows (o).
 * f, i, o = σ(x Wx + b + h Wh), u = tanh(...), c = f·c + i·u, h = o·tanh(c). `resetState()` starts a new sequence.
 */
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { add } from '../ops/add.ts';
import { mul } from '../ops/mul.ts';
import { sigmoid } from '../ops/sigmoid.ts';
import { tanh } from '../ops/tanh.ts';
import { Layer } from './layer.ts';
import { Linear } from './linear.ts';

/**
 * A recurrent layer with a memory cell: f, i, o = σ(x Wx + b + h Wh), u = tanh(x Wx + b + h Wh), c = f·c + i·u,
 * h = o·tanh(c); (N, inSize) to (N, hiddenSize). Source: Hochreiter and Schmidhuber 1997, with the forget gate of Gers
 * et al. 2000; DeZero layers.LSTM.
 * @example
 * const layer = new L.LSTM(3);
 * layer.call(nd.ones([2, 4])).shape; // => [2, 3]
 * layer.resetState();
 * [layer.h, layer.c]; // => [null, null]
 */
export class LSTM extends Layer {
  readonly x2f: Linear;
  readonly x2i: Linear;
  readonly x2o: Linear;
  readonly x2u: Linear;
  readonly h2f: Linear;
  readonly h2i: Linear;
  readonly h2o: Linear;
  readonly h2u: Linear;
  h: Variable | null = null;
  c: Variable | null = null;

  constructor(hiddenSize: number, inSize: number | null = null) {
    super();
    const fromX = (): Linear => new Linear(hiddenSize, { inSize });
    const fromH = (): Linear => new Linear(hiddenSize, { inSize: hiddenSize, noBias: true });
    this.x2f = fromX();
    this.x2i = fromX();
    this.x2o = fromX();
    this.x2u = fromX();
    this.h2f = fromH();
    this.h2i = fromH();
    this.h2o = fromH();
    this.h2u = fromH();
  }

  /** Starts a new sequence. */
  resetState(): void {
    this.h = null;
    this.c = null;
  }

  override forward(x: Operand): Variable {
    const before = this.h;
    const part = (fromX: Linear, fromH: Linear): Variable =>
      before === null ? fromX.call(x) : add(fromX.call(x), fromH.call(before));
    const f = sigmoid(part(this.x2f, this.h2f));
    const i = sigmoid(part(this.x2i, this.h2i));
    const o = sigmoid(part(this.x2o, this.h2o));
    const u = tanh(part(this.x2u, this.h2u));
    this.c = this.c === null ? mul(i, u) : add(mul(f, this.c), mul(i, u));
    this.h = mul(o, tanh(this.c));
    return this.h;
  }
}
