/**
 * A step of an LSTM, from the other kernels of a backend, one array after the other: what plain does, and what other
 * backends do where they have nothing better. Not here: derivatives and checks of shapes (ops/lstm-cell.ts).
 */
import { promote, resultType } from '../ndarray/dtype.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import type { Backend, Pair } from './backend.ts';
import { chain } from './chain.ts';

/** What the forget, input and output gates and the candidate have each, in this order. */
export type Four<T> = readonly [T, T, T, T];

export const fours = <T>(of: (gate: number) => T): Four<T> => [of(0), of(1), of(2), of(3)];

/** The gate that is a tanh, not a sigmoid. */
export const CANDIDATE = 3;

/** x (N, I), h and c (N, H); for each gate x's weights (I, H), the bias (H), h's weights (H, H). */
export interface LSTMInputs<T = NDArray> {
  readonly x: T;
  readonly h: T;
  readonly c: T;
  readonly Wx: Four<T>;
  readonly b: Four<T>;
  readonly Wh: Four<T>;
}

/** All (N, H): what f, i, o and u are, tanh(c'), and the next h' and c'. */
export interface LSTMValues {
  readonly gates: Four<NDArray>;
  readonly tanhC: NDArray;
  readonly h: NDArray;
  readonly c: NDArray;
}

const NEXT_C = chain((f, c, i, u) => f.mul(c).add(i.mul(u)));

export function lstmBySteps(be: Backend, { x, h, c, Wx, b, Wh }: LSTMInputs): LSTMValues {
  const gates = fours((gate) => {
    const fromX = plus(be, be.matmul(x, Wx[gate] as NDArray), b[gate] as NDArray);
    const sum = plusProducts(be, fromX, [[h, Wh[gate] as NDArray]]);
    const value = be.unary(gate === CANDIDATE ? 'tanh' : 'sigmoid', sum);
    sum.storage.discard();
    return value;
  });
  const [f, i, o, u] = gates;
  const next = be.chain(NEXT_C, [f, c, i, u]);
  const tanhC = be.unary('tanh', next);
  return { gates, tanhC, h: be.binary('mul', o, tanhC), c: next };
}

/** target + value, in place where the dtype allows it; nobody else has the target. */
function plus(be: Backend, target: NDArray, value: NDArray): NDArray {
  if (resultType(target, value) !== target.dtype) return be.binary('add', target, value);
  be.binaryInto('add', target, value);
  return target;
}

/** target + a b for each pair, likewise. */
export function plusProducts(be: Backend, target: NDArray, pairs: readonly Pair[]): NDArray {
  if (pairs.some(([a, b]) => promote(target.dtype, resultType(a, b)) !== target.dtype))
    return pairs.reduce((sum, [a, b]) => be.binary('add', sum, be.matmul(a, b)), target);
  be.addProducts(target, pairs);
  return target;
}
