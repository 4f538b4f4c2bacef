/**
 * What a backend computes: named kernels on NDArrays, forward only. `plain` is complete, slow and obvious: the oracle.
 * Other backends implement what they are good at and hand the rest to plain, visibly (see current.ts).
 * Views (reshape, transpose, slices, broadcastTo) cost nothing and are methods of NDArray, not kernels: a kernel reads
 * its operands through their strides. Not here: derivatives.
 */
import type { NDArray } from '../ndarray/ndarray.ts';
import type { Chain } from './chain.ts';
import type { LSTMInputs, LSTMValues } from './lstm.ts';
import type { PictureKernels, Window2d } from './pictures.ts';

export const BACKEND_NAMES = ['plain', 'wasm', 'webgpu'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

/** Element by element; results are float (float32 stays float32) except neg, abs, sign, square, which keep integers. */
export type UnaryOp =
  | 'neg'
  | 'abs'
  | 'sign'
  | 'square'
  | 'exp'
  | 'log'
  | 'sin'
  | 'cos'
  | 'tanh'
  | 'sqrt'
  | 'sigmoid'
  | 'relu'
  | 'floor'
  | 'ceil'
  | 'round';

/** Broadcasting; `div` always gives floats. */
export type BinaryOp = 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'maximum' | 'minimum' | 'mod';

/** Broadcasting; results are bool. */
export type CompareOp = 'equal' | 'notEqual' | 'less' | 'lessEqual' | 'greater' | 'greaterEqual';

export type ReduceOp = 'sum' | 'max' | 'min';

/** An array or a plain number, which is weak in promotion. */
export type Operand = NDArray | number;

/** null: all axes. */
export type Axes = readonly number[] | null;

/** The operands of a product. */
export type Pair = readonly [NDArray, NDArray];

export interface Backend extends PictureKernels {
  readonly name: BackendName;
  unary(op: UnaryOp, x: NDArray): NDArray;
  binary(op: BinaryOp, a: Operand, b: Operand): NDArray;
  compare(op: CompareOp, a: Operand, b: Operand): NDArray;
  /** `target op= value`, in place, rounded to target's dtype; value is broadcast to target's shape. */
  binaryInto(op: BinaryOp, target: NDArray, value: Operand): void;
  where(condition: NDArray, a: Operand, b: Operand): NDArray;
  /** What a chain of steps gives, its first result; operands broadcast. Its rows lie along `axis`, the last by default. */
  chain(chain: Chain, operands: readonly Operand[], axis?: number): NDArray;
  /**
   * The results of a chain, each into its target, which is the operand of the same place: in place, rounded to the
   * target's dtype as soon as it is computed. Targets have one or more dimensions and the shape of the result.
   */
  chainInto(chain: Chain, targets: readonly NDArray[], operands: readonly Operand[]): void;
  /** `axes` are normalised: non-negative, ascending, unique. */
  reduce(op: ReduceOp, x: NDArray, axes: Axes, keepdims: boolean): NDArray;
  /** Index (int32) of the first largest (smallest) element; axis null: of the flattened array. */
  argReduce(op: 'max' | 'min', x: NDArray, axis: number | null, keepdims: boolean): NDArray;
  /** Adds up what broadcasting repeated, so that the result has `shape`. */
  sumTo(x: NDArray, shape: readonly number[]): NDArray;
  /** NumPy's matmul: 1-d to N-d, leading axes broadcast. */
  matmul(a: NDArray, b: NDArray): NDArray;
  /** `target += a b` for one pair after the other, in place, as if each product had been made first. */
  addProducts(target: NDArray, pairs: readonly Pair[]): void;
  /** A step of an LSTM, each operation rounded as by itself. */
  lstm(inputs: LSTMInputs): LSTMValues;
  concatenate(arrays: readonly NDArray[], axis: number): NDArray;
  /** A row-major copy, converted to `dtype` if it differs. */
  copy(x: NDArray, dtype: NDArray['dtype']): NDArray;
  /** x[rows]: picks along the first axis; rows is an int32 array of any shape, non-negative. */
  takeRows(x: NDArray, rows: NDArray): NDArray;
  /** target[rows] += value, adding up where a row repeats; in place. */
  addRows(target: NDArray, rows: NDArray, value: NDArray): void;
  /** (N, C, H, W) to (N, C, KH, KW, OH, OW): the patch under every position of the window; padding is 0. */
  im2col(x: NDArray, window: Window2d): NDArray;
  /** The adjoint of im2col: adds each patch back to where it came from. */
  col2im(columns: NDArray, shape: readonly number[], window: Window2d): NDArray;
}

/** Whether a backend can work here; `reason` says why not. */
export type Probe =
  { readonly backend: Backend; readonly reason: null } | { readonly backend: null; readonly reason: string };
