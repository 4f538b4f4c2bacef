/**
 * A recurrent layer with a memory cell: gates decide what the cell forgets (f), takes in (i, u) and shows (o).
 * f, i, o = σ(x Wx + b + h Wh), u = tanh(...), c = f·c + i·u, h = o·tanh(c). `resetState()` starts a new sequence.
 * From a sequence's second step on a step is one function in the graph, LSTMCell; lesson code that spells it out gets the
 * same values.
 */
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { add } from '../ops/add.ts';
import { lstmCell } from '../ops/lstm-cell.ts';
import { mul } from '../ops/mul.ts';
import { sigmoid } from '../ops/sigmoid.ts';
import { tanh } from '../ops/tanh.ts';
import { Layer } from './layer.ts';
import { Linear } from './linear.ts';

/**
 * A recurrent layer with a memory cell: f, i, o = σ(x Wx + b + h Wh), u = tanh(x Wx + b + h Wh), c = f·c + i·u,
 * h = o·tanh(c); (N, inSize) to (N, hiddenSize). ShapeError where x has other rows than the state. Source: Hochreiter and Schmidhuber 1997, with the forget gate of Gers
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
    const [h, c] = this.#asCell(x) ?? this.#inParts(x);
    this.h = h;
    this.c = c;
    return h;
  }

  /** As one function; null for the first step of a sequence, which has no state, and for vectors. */
  #asCell(x: Operand): readonly [Variable, Variable] | null {
    const { h, c } = this;
    const fromX = [this.x2f, this.x2i, this.x2o, this.x2u] as const;
    const [bf, bi, bo, bu] = fromX.map(({ b }) => b);
    if (h === null || c === null || typeof x === 'number' || x.ndim !== 2 || h.ndim !== 2) return null;
    if (!bf || !bi || !bo || !bu || fromX.some(({ W }) => (W.data as NDArray | null) === null)) return null;
    const Wx = [this.x2f.W, this.x2i.W, this.x2o.W, this.x2u.W] as const;
    const Wh = [this.h2f.W, this.h2i.W, this.h2o.W, this.h2u.W] as const;
    return lstmCell({ x, h, c, Wx, b: [bf, bi, bo, bu], Wh });
  }

  #inParts(x: Operand): readonly [Variable, Variable] {
    const before = this.h;
    const part = (fromX: Linear, fromH: Linear): Variable =>
      before === null ? fromX.call(x) : add(fromX.call(x), fromH.call(before));
    const f = sigmoid(part(this.x2f, this.h2f));
    const i = sigmoid(part(this.x2i, this.h2i));
    const o = sigmoid(part(this.x2o, this.h2o));
    const u = tanh(part(this.x2u, this.h2u));
    const c = this.c === null ? mul(i, u) : add(mul(f, this.c), mul(i, u));
    return [mul(o, tanh(c)), c];
  }
}
