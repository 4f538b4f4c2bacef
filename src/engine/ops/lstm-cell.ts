/**
 * A step of an LSTM as one function of two outputs: f, i, o = σ(x Wx + b + h Wh), u = tanh(x Wx + b + h Wh),
 * c' = f·c + i·u, h' = o·tanh(c'). Written as some twenty functions it takes a quarter longer.
 * Not here: the weights, the state of a sequence and its first step, which has none (layers/lstm.ts).
 */
import type { Pair } from '../backends/backend.ts';
import { chain } from '../backends/chain.ts';
import { currentBackend } from '../backends/current.ts';
import { CANDIDATE, type Four, fours, type LSTMInputs, plusProducts } from '../backends/lstm.ts';
import { config } from '../core/config.ts';
import { ShapeError } from '../core/errors.ts';
import { NumberFunc } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { gradientArrayIn, Variable } from '../core/variable.ts';
import { allocateUnset } from '../ndarray/dtype.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { sameShape, type Shape, shapeText } from '../ndarray/shape.ts';
import { add } from './add.ts';
import { defineComposite } from './define-op.ts';
import { linear } from './linear.ts';
import { matmul } from './matmul.ts';
import { mul } from './mul.ts';
import { productAdded } from './op-func.ts';
import { uniform } from './samples.ts';
import { sigmoid } from './sigmoid.ts';
import { sub } from './sub.ts';
import { sumTo } from './sum-to.ts';
import { tanh } from './tanh.ts';
import { transpose } from './transpose.ts';

// Where the inputs of the function are, the last three for each gate.
const [X, H, C, WX, B, WH] = [0, 1, 2, 3, 7, 11];

/** The gradients of the four sums and of c; the first five operands say where to. */
const GRADIENTS = chain((_f, _i, _o, _u, _c, f, i, o, u, tanhC, c, gh, gc) => {
  const total = gh.mul(o).mul(tanhC.mul(tanhC).rsub(1)).add(gc);
  return [
    total.mul(c).mul(f).mul(f.rsub(1)),
    total.mul(u).mul(i).mul(i.rsub(1)),
    gh.mul(tanhC).mul(o).mul(o.rsub(1)),
    total.mul(i).mul(u.mul(u).rsub(1)),
    total.mul(f)
  ];
});

class LSTMCell extends NumberFunc {
  /** f, i, o, u and tanh(c'), which backward needs. */
  kept: readonly NDArray[] = [];

  override get label(): string {
    return 'LSTMCell';
  }

  override forward(...inputs: NDArray[]): NDArray[] {
    const from = (first: number): Four<NDArray> =>
      inputs.slice(first, first + 4) as readonly NDArray[] as Four<NDArray>;
    const [x, h, c] = inputs as [NDArray, NDArray, NDArray];
    const given = { x, h, c, Wx: from(WX), b: from(B), Wh: from(WH) };
    check(given);
    const values = currentBackend().lstm(given);
    this.kept = [...values.gates, values.tanhC];
    return [values.h, values.c];
  }

  override backwardOnNumbers(): boolean {
    return false;
  }

  override gradientArrays(): (NDArray | null)[] {
    const [h, c] = this.outputs as readonly [Variable, Variable];
    return this.#gradients(gradientArrayIn(h), gradientArrayIn(c), productAdded);
  }

  override backward(gh: Variable, gc: Variable): (Variable | null)[] {
    if (config.enableBackprop) return this.#derivable(gh, gc);
    return this.#gradients(gh.data, gc.data, () => null).map((gx) => (gx === null ? null : new Variable(gx)));
  }

  /** `addedTo`: gives the gradient that an input has got so far where it takes up a product, else null. */
  #gradients(gh: NDArray | null, gc: NDArray | null, addedTo: typeof productAdded): (NDArray | null)[] {
    const be = currentBackend();
    const at = (index: number): NDArray => (this.inputs[index] as Variable).data;
    const ofInput = (index: number, of: (input: Variable) => NDArray): NDArray | null => {
      const input = this.inputs[index] as Variable;
      return input.constant ? null : of(input);
    };
    const ofWeight = (index: number, left: NDArray, right: NDArray): NDArray | null =>
      ofInput(index, (input) => addedTo(input, left, right) ?? be.matmul(left, right));
    const [x, h, c, tanhC] = [at(X), at(H), at(C), this.kept[4] as NDArray];
    const parts = Array.from({ length: 5 }, () =>
      NDArray.wrap(allocateUnset(tanhC.dtype, tanhC.size), tanhC.shape, tanhC.dtype)
    );
    be.chainInto(GRADIENTS, parts, [...this.kept, c, gh ?? 0, gc ?? 0]);
    const [sums, gradientOfC] = [parts.slice(0, 4), parts[4] as NDArray];
    // They wait with what is to be added later.
    for (const { storage } of sums) storage.gradients = 1;
    const through = (first: number): NDArray => {
      const [pair, ...others] = sums.map((sum, gate) => [sum, at(first + gate).T] as const);
      return plusProducts(be, be.matmul(...(pair as Pair)), others);
    };
    const gradients = [
      ofInput(X, () => through(WX)),
      ofInput(H, () => through(WH)),
      gradientOfC,
      ...sums.map((sum, gate) => ofWeight(WX + gate, x.T, sum)),
      ...sums.map((sum, gate) => ofInput(B + gate, (b) => be.sumTo(sum, b.shape))),
      ...sums.map((sum, gate) => ofWeight(WH + gate, h.T, sum))
    ];
    for (const { storage } of sums) storage.release();
    return gradients;
  }

  /** The same, by functions that can be differentiated. */
  #derivable(gh: Variable, gc: Variable): Variable[] {
    const at = (index: number): Variable => this.inputs[index] as Variable;
    const [x, h, c] = [at(X), at(H), at(C)];
    const [f, i, o, u] = fours((gate) => {
      const sum = add(linear(x, at(WX + gate), at(B + gate)), matmul(h, at(WH + gate)));
      return gate === CANDIDATE ? tanh(sum) : sigmoid(sum);
    });
    const tanhC = tanh(add(mul(f, c), mul(i, u)));
    const total = add(mul(mul(gh, o), sub(1, mul(tanhC, tanhC))), gc);
    const sums = [
      mul(mul(mul(total, c), f), sub(1, f)),
      mul(mul(mul(total, u), i), sub(1, i)),
      mul(mul(mul(gh, tanhC), o), sub(1, o)),
      mul(mul(total, i), sub(1, mul(u, u)))
    ];
    const through = (first: number): Variable =>
      sums.map((sum, gate) => matmul(sum, transpose(at(first + gate)))).reduce((total, product) => add(total, product));
    return [
      through(WX),
      through(WH),
      mul(total, f),
      ...sums.map((sum) => matmul(transpose(x), sum)),
      ...sums.map((sum, gate) => sumTo(sum, at(B + gate).shape)),
      ...sums.map((sum) => matmul(transpose(h), sum))
    ];
  }
}

function check({ x, h, c, Wx, b, Wh }: LSTMInputs): void {
  const [rows = 0, columns = 0] = x.shape;
  const size = h.shape[1] ?? 0;
  const refuse = (one: NDArray, why: string): never => {
    throw new ShapeError('LSTM', why, [x.shape, h.shape, one.shape]);
  };
  if (columns !== Wx[0].shape[0])
    refuse(
      Wx[0],
      `x ${shapeText(x.shape)} does not fit the weights ${shapeText(Wx[0].shape)}: it needs ${Wx[0].shape[0]} columns`
    );
  if (rows !== h.shape[0])
    refuse(
      h,
      `x ${shapeText(x.shape)} is of another number of sequences than the state ${shapeText(h.shape)}; resetState() ` +
        'starts new ones'
    );
  const expected = (arrays: readonly NDArray[], what: string, shape: Shape): void => {
    for (const one of arrays)
      if (!sameShape(one.shape, shape))
        refuse(
          one,
          `${what} ${shapeText(one.shape)} should be ${shapeText(shape)}, as the state is ${shapeText(h.shape)}`
        );
  };
  expected([c], 'c', h.shape);
  expected(Wx, "x's weights", [columns, size]);
  expected(b, 'the bias', [size]);
  expected(Wh, "h's weights", [size, size]);
}

/**
 * A step of an LSTM: x (N, I), h and c (N, H); for each gate x's weights Wx (I, H), the bias b (H) and h's weights Wh
 * (H, H). Gives the next h and c. ShapeError where they do not fit.
 */
export function lstmCell({ x, h, c, Wx, b, Wh }: LSTMInputs<Operand>): readonly [Variable, Variable] {
  return new LSTMCell().call(x, h, c, ...Wx, ...b, ...Wh) as readonly Variable[] as readonly [Variable, Variable];
}

defineComposite(
  'lstm_cell',
  (inputs) => {
    const from = (first: number): Four<Operand> => fours((gate) => inputs[first + gate] ?? 0);
    const [x = 0, h = 0, c = 0] = inputs;
    const [nextH, nextC] = lstmCell({ x, h, c, Wx: from(WX), b: from(B), Wh: from(WH) });
    return add(mul(nextH, 2), nextC);
  },
  () => [sample(3, 2, 4), sample(1, 1, 1)],
  () => [
    { inputs: sample(3, 2, 4).inputs.with(X, uniform([3, 3])), attrs: null },
    ...[X, C, B + 1, WH + 3].map((index) => ({
      inputs: sample(3, 2, 4).inputs.with(index, uniform([2, 2])),
      attrs: null
    }))
  ]
);

function sample(n: number, inSize: number, size: number): { inputs: NDArray[]; attrs: null } {
  const four = (shape: number[], salt: number): Four<NDArray> => fours((gate) => uniform(shape, -1, 1, salt + gate));
  const states = [uniform([n, inSize]), uniform([n, size], -1, 1, 1), uniform([n, size], -1, 1, 2)];
  return {
    inputs: [...states, ...four([inSize, size], 3), ...four([size], 7), ...four([size, size], 11)],
    attrs: null
  };
}
