/**
 * NDArray: this project's NumPy array. A storage seen through shape, strides and offset, so reshape, transpose, slices
 * and broadcastTo are views. Arithmetic goes to the current backend. Operator methods (add, radd, iadd, ...) are what
 * `a + b`, `1 + a`, `a += b` become in lesson code. A 0-d array is a plain number inside.
 * Not here: derivatives (Variable), creation from lists (create.ts), indexing (indexing.ts), printing (format.ts).
 */
import { described } from '../core/described.ts';
import { ShapeError, ValueError } from '../core/errors.ts';
import type { Operand } from '../backends/backend.ts';
import { currentBackend } from '../backends/current.ts';
import { keepBuffer, LEAST_BYTES } from './buffer-pool.ts';
import { allocate, checkDType, type DType, floatOf, roundTo, type TypedArray } from './dtype.ts';
import { formatArray } from './format.ts';
import { addAtIndex, getIndex, setIndex, type Index } from './indexing.ts';
import {
  type AxisArgument,
  broadcastStrides,
  contiguousStrides,
  isContiguous,
  normalizeAxes,
  normalizeAxis,
  resolveReshape,
  reshapeStrides,
  SCALAR_SHAPE,
  type Shape,
  sizeOf
} from './shape.ts';
import { Storage } from './storage.ts';

export type NestedNumbers = number | boolean | readonly NestedNumbers[];
export type NestedArray = number | NestedArray[];

/**
 * An n-dimensional array of one dtype. Read it by `get`, write it by `set`; methods named like a function of `nd` do
 * the same on this array, with the same errors. `a + b` in lesson code calls `a.add(b)`, or `b.radd(a)` where only b
 * knows how; `a += b` calls `a.iadd(b)`. Source: numpy.ndarray.
 * @example
 * const x = nd.array([[1, 2], [3, 4]]);
 * [x.dtype, x.ndim, x.length, x.contiguous, x.T.contiguous]; // => ['float64', 2, 2, true, false]
 * [x.at(-1).toFlat(), x.toArray(), x.get(0, 0).valueOf(), x.elements().length]; // => [[3, 4], [[1, 2], [3, 4]], 1, 4]
 * [...x].map((row) => row.sum().item()); // => [3, 7]
 * [x.sum(0), x.mean(), x.max(), x.min(1), x.argmax(0), x.argmin()]; // => [[4. 6.], 2.5, 4.0, [1. 3.], [1 1], 0]
 * [x.reshape(4), x.flatten(), x.transpose()]; // => [[1. 2. 3. 4.], [1. 2. 3. 4.], [[1. 3.] [2. 4.]]]
 * [x.squeeze().shape, x.expandDims(0).shape, x.get(0).broadcastTo(3, 2).shape]; // => [[2, 2], [1, 2, 2], [3, 2]]
 * [x.matmul(x), x.dot(nd.ones([2])), x.copy().astype('int32')]; // => [[[ 7. 10.] [15. 22.]], [3. 7.], [[1 2] [3 4]]]
 * x.item(); // throws ValueError: item
 * @example
 * const a = nd.array([1, 2]);
 * [a.add(1), a.radd(1), a.sub(1), a.rsub(1)]; // => [[2. 3.], [2. 3.], [0. 1.], [ 0. -1.]]
 * [a.mul(2), a.rmul(2), a.div(2), a.rdiv(2)]; // => [[2. 4.], [2. 4.], [0.5 1. ], [2. 1.]]
 * [a.pow(2), a.rpow(2), a.neg()]; // => [[1. 4.], [2. 4.], [-1. -2.]]
 * a.iadd(1).isub(0.5).imul(2).idiv(4); // => [0.75 1.25]
 * a.set(0, 9).addAt([[1, 1]], 10).toString(); // => [ 9.   21.25]
 * NDArray.wrap(Int32Array.of(7, 8), [2], 'int32').add(NDArray.scalar(1)); // => [8. 9.]
 * NDArray.empty([2], 'bool'); // => [False False]
 */
export class NDArray {
  readonly storage: Storage;
  readonly shape: Shape;
  readonly strides: Shape;
  readonly offset: number;
  readonly size: number;

  constructor(storage: Storage, shape: Shape, strides: Shape, offset: number) {
    this.storage = storage;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.size = shape === SCALAR_SHAPE ? 1 : sizeOf(shape);
  }

  /** A 0-d array. */
  static scalar(value: number, dtype: DType = 'float64'): NDArray {
    return new NDArray(Storage.ofNumber(dtype, roundTo(dtype, value)), SCALAR_SHAPE, SCALAR_SHAPE, 0);
  }

  /** Wraps row-major elements without copying them. */
  static wrap(elements: TypedArray, shape: Shape, dtype: DType): NDArray {
    return new NDArray(Storage.of(dtype, elements), shape, contiguousStrides(shape), 0);
  }

  /** Zeros of a shape and dtype. */
  static empty(shape: Shape, dtype: DType): NDArray {
    return NDArray.wrap(allocate(dtype, sizeOf(shape)), shape, dtype);
  }

  /** 'float64', 'float32', 'int32', 'uint8' or 'bool'. */
  get dtype(): DType {
    return this.storage.dtype;
  }

  /** The number of axes. */
  get ndim(): number {
    return this.shape.length;
  }

  /** A view with the axes reversed. */
  get T(): NDArray {
    return this.transpose();
  }

  /** The length of the first axis. */
  get length(): number {
    const length = this.shape[0];
    if (length === undefined)
      throw new ShapeError('length', 'a 0-d array has no length; item() gives its number.', [this.shape]);
    return length;
  }

  /** Whether the elements lie in memory row by row. */
  get contiguous(): boolean {
    return isContiguous(this.shape, this.strides);
  }

  /** The elements in row-major order, for reading only: shares memory where it can. */
  elements(): TypedArray {
    if (!this.contiguous) return this.copy().elements();
    const all = this.storage.read();
    if (all.byteLength >= LEAST_BYTES) keepBuffer(all);
    return this.offset === 0 && all.length === this.size ? all : all.subarray(this.offset, this.offset + this.size);
  }

  /** The only element as a plain number. ValueError where there are more. */
  item(): number {
    const { storage } = this;
    if (storage.cpu === null && storage.gpu === null) return storage.scalar;
    if (this.size !== 1)
      throw new ValueError('item', `the array has ${this.size} elements; only one of exactly one element is a number.`);
    return storage.read()[this.offset] ?? NaN;
  }

  /** The number of an array of one element, so that JavaScript's operators understand it; otherwise the array. */
  valueOf(): number | this {
    return this.size === 1 ? this.item() : this;
  }

  /** Nested lists of plain numbers. */
  toArray(): NestedArray {
    const flat = this.elements();
    const build = (axis: number, at: number, step: number): NestedArray => {
      if (axis === this.ndim) return flat[at] ?? NaN;
      const length = this.shape[axis] ?? 0;
      const inner = length === 0 ? 0 : step / length;
      return Array.from({ length }, (_, i) => build(axis + 1, at + i * inner, inner));
    };
    return build(0, 0, this.size);
  }

  /** The elements in row-major order as a list of plain numbers. */
  toFlat(): number[] {
    return Array.from(this.elements());
  }

  /** The text that NumPy prints. */
  toString(): string {
    return formatArray(this);
  }

  /** Walks the first axis. */
  *[Symbol.iterator](): Generator<NDArray> {
    for (let i = 0; i < this.length; i++) yield this.get(i);
  }

  /**
   * x.get(0), x.get(slice(1, 3), -1), x.get([0, 2]): one index per axis, as x[...] in NumPy. Numbers, slices, '...' and
   * null give views, lists and arrays copies. IndexError where an index is not there.
   */
  get(...indices: readonly Index[]): NDArray {
    return getIndex(this, indices);
  }

  /** The same as get. */
  at(...indices: readonly Index[]): NDArray {
    return getIndex(this, indices);
  }

  /** x.set([0, slice(1, 3)], value): the list has one index per axis; value is broadcast. A lone number is a row. */
  set(indices: number | readonly Index[], value: Operand): this {
    setIndex(this, typeof indices === 'number' ? [indices] : indices, operand('set', value));
    return this;
  }

  /** Like set, but adds, and adds up where an index repeats (NumPy's add.at). */
  addAt(indices: number | readonly Index[], value: Operand): this {
    addAtIndex(this, typeof indices === 'number' ? [indices] : indices, operand('addAt', value));
    return this;
  }

  /** A row-major copy. */
  copy(): NDArray {
    return currentBackend().copy(this, this.dtype);
  }

  /** A copy in another dtype; towards whole numbers the part behind the point is cut off. */
  astype(dtype: DType): NDArray {
    checkDType('astype', dtype);
    return currentBackend().copy(this, dtype);
  }

  /** The same elements in another shape (one length may be -1): a view, or a copy where no view can be. */
  reshape(...shape: readonly (number | Shape)[]): NDArray {
    const to = resolveReshape(this.shape, shape.flat());
    const strides = reshapeStrides(this.shape, this.strides, to);
    return strides === null ? this.copy().reshape(to) : new NDArray(this.storage, to, strides, this.offset);
  }

  /** All elements in one row: a view where they lie in a row already, else a copy. */
  flatten(): NDArray {
    return this.reshape(-1);
  }

  /** Reverses the axes, or puts them in the given order. */
  transpose(...axes: readonly (number | Shape)[]): NDArray {
    if (this.ndim < 2) return this;
    const order = axes.length === 0 ? null : axes.flat().map((axis) => normalizeAxis('transpose', axis, this.ndim));
    if (order !== null && (order.length !== this.ndim || new Set(order).size !== order.length))
      throw new ShapeError(
        'transpose',
        `the order (${order.join(', ')}) must name each of the ${this.ndim} axes once.`,
        [this.shape]
      );
    const last = this.ndim - 1;
    const pick = (values: Shape): number[] =>
      values.map((_, axis) => values[order === null ? last - axis : (order[axis] ?? 0)] ?? 1);
    return new NDArray(this.storage, pick(this.shape), pick(this.strides), this.offset);
  }

  /** A view in which axes of length 1 repeat. */
  broadcastTo(...shape: readonly (number | Shape)[]): NDArray {
    const to = shape.flat();
    const strides = broadcastStrides('broadcastTo', this.shape, this.strides, to);
    return new NDArray(this.storage, to, strides, this.offset);
  }

  /** A view with a new axis of length 1. */
  expandDims(axis: number): NDArray {
    const at = normalizeAxis('expandDims', axis, this.ndim + 1);
    const insert = (values: Shape): number[] => [...values.slice(0, at), 1, ...values.slice(at)];
    return new NDArray(this.storage, insert(this.shape), insert(this.strides), this.offset);
  }

  /** A view without the axes of length 1, or without those named. */
  squeeze(axis?: AxisArgument): NDArray {
    const axes = normalizeAxes('squeeze', axis, this.ndim);
    const keep = (i: number): boolean => (axes === null ? this.shape[i] !== 1 : !axes.includes(i));
    for (const one of axes ?? [])
      if (this.shape[one] !== 1)
        throw new ShapeError('squeeze', `axis ${one} has length ${this.shape[one]}; only axes of length 1 can go.`, [
          this.shape
        ]);
    const pick = (values: Shape): number[] => values.filter((_, i) => keep(i));
    return new NDArray(this.storage, pick(this.shape), pick(this.strides), this.offset);
  }

  /** Sum over all axes, one, or several. */
  sum(axis?: AxisArgument, keepdims = false): NDArray {
    return currentBackend().reduce('sum', this, normalizeAxes('sum', axis, this.ndim), keepdims);
  }

  /** Average over all axes, one, or several. */
  mean(axis?: AxisArgument, keepdims = false): NDArray {
    const sum = this.sum(axis, keepdims);
    const count = this.size / Math.max(1, sum.size);
    return currentBackend().binary('div', sum, NDArray.scalar(count, floatOf(sum.dtype)));
  }

  /** Largest element over all axes, one, or several. */
  max(axis?: AxisArgument, keepdims = false): NDArray {
    return currentBackend().reduce('max', this, normalizeAxes('max', axis, this.ndim), keepdims);
  }

  /** Smallest element over all axes, one, or several. */
  min(axis?: AxisArgument, keepdims = false): NDArray {
    return currentBackend().reduce('min', this, normalizeAxes('min', axis, this.ndim), keepdims);
  }

  /** Index of the first largest element. */
  argmax(axis: number | null = null, keepdims = false): NDArray {
    const one = axis === null ? null : normalizeAxis('argmax', axis, this.ndim);
    return currentBackend().argReduce('max', this, one, keepdims);
  }

  /** Index of the first smallest element. */
  argmin(axis: number | null = null, keepdims = false): NDArray {
    const one = axis === null ? null : normalizeAxis('argmin', axis, this.ndim);
    return currentBackend().argReduce('min', this, one, keepdims);
  }

  /** Matrix product. */
  matmul(other: NDArray): NDArray {
    return currentBackend().matmul(this, array('matmul', other));
  }

  /** The same as matmul. */
  dot(other: NDArray): NDArray {
    return currentBackend().matmul(this, array('matmul', other));
  }

  /** this + other. */
  add(other: Operand): NDArray {
    return currentBackend().binary('add', this, operand('add', other));
  }

  /** other + this. */
  radd(other: Operand): NDArray {
    return currentBackend().binary('add', operand('add', other), this);
  }

  /** this - other. */
  sub(other: Operand): NDArray {
    return currentBackend().binary('sub', this, operand('sub', other));
  }

  /** other - this. */
  rsub(other: Operand): NDArray {
    return currentBackend().binary('sub', operand('sub', other), this);
  }

  /** this · other. */
  mul(other: Operand): NDArray {
    return currentBackend().binary('mul', this, operand('mul', other));
  }

  /** other · this. */
  rmul(other: Operand): NDArray {
    return currentBackend().binary('mul', operand('mul', other), this);
  }

  /** this / other. */
  div(other: Operand): NDArray {
    return currentBackend().binary('div', this, operand('div', other));
  }

  /** other / this. */
  rdiv(other: Operand): NDArray {
    return currentBackend().binary('div', operand('div', other), this);
  }

  /** this to the power of other. */
  pow(other: Operand): NDArray {
    return currentBackend().binary('pow', this, operand('pow', other));
  }

  /** other to the power of this. */
  rpow(other: Operand): NDArray {
    return currentBackend().binary('pow', operand('pow', other), this);
  }

  /** -this. */
  neg(): NDArray {
    return currentBackend().unary('neg', this);
  }

  /** a += b: in place for one or more dimensions, keeping a's dtype; a 0-d array is replaced, as in NumPy. */
  iadd(other: Operand): NDArray {
    return this.into('add', other);
  }

  /** a -= b, as iadd. */
  isub(other: Operand): NDArray {
    return this.into('sub', other);
  }

  /** a *= b, as iadd. */
  imul(other: Operand): NDArray {
    return this.into('mul', other);
  }

  /** a /= b, as iadd. */
  idiv(other: Operand): NDArray {
    return this.into('div', other);
  }

  private into(op: 'add' | 'sub' | 'mul' | 'div', other: Operand): NDArray {
    const backend = currentBackend();
    if (this.ndim === 0) {
      const result = backend.binary(op, this, operand(op, other));
      return this.dtype === 'float32' ? result.astype('float32') : result;
    }
    backend.binaryInto(op, this, operand(op, other));
    return this;
  }
}

/** What arithmetic takes besides the array itself; true and false count as 1 and 0. */
function operand(op: string, value: Operand): Operand {
  if (typeof value === 'number') return value;
  return typeof value === 'boolean' ? Number(value) : array(op, value);
}

function array(op: string, value: unknown): NDArray {
  if (value instanceof NDArray) return value;
  throw new ValueError(
    op,
    `an array takes arrays and numbers, not ${described(value)}; write nd.array(...) around lists.`
  );
}
