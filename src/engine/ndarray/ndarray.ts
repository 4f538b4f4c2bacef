/**
 * NDArray: this project's NumPy array. A storage seen through shape, strides and offset, so reshape, transpose, slices
 * and broadcastTo are views. Arithmetic goes to the current backend. Operator methods (add, radd, iadd, ...) are what
 * `a + b`, `1 + a`, `a += b` become in lesson code. A 0-d array is a plain number inside.
 * Not here: derivatives (Variable), creation from lists (create.ts), indexing (indexing.ts), printing (format.ts).
 */
import { ShapeError, ValueError } from '../core/errors.ts';
import type { Operand } from '../backends/backend.ts';
import { currentBackend } from '../backends/current.ts';
import { allocate, type DType, roundTo, type TypedArray } from './dtype.ts';
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
    this.size = sizeOf(shape);
  }

  /** A 0-d array. */
  static scalar(value: number, dtype: DType = 'float64'): NDArray {
    return new NDArray(Storage.ofNumber(dtype, roundTo(dtype, value)), SCALAR_SHAPE, SCALAR_SHAPE, 0);
  }

  /** Wraps row-major elements without copying them. */
  static wrap(elements: TypedArray, shape: Shape, dtype: DType): NDArray {
    return new NDArray(Storage.of(dtype, elements), shape, contiguousStrides(shape), 0);
  }

  static empty(shape: Shape, dtype: DType): NDArray {
    return NDArray.wrap(allocate(dtype, sizeOf(shape)), shape, dtype);
  }

  get dtype(): DType {
    return this.storage.dtype;
  }

  get ndim(): number {
    return this.shape.length;
  }

  get T(): NDArray {
    return this.transpose();
  }

  /** The length of the first axis. */
  get length(): number {
    const length = this.shape[0];
    if (length === undefined) throw new TypeError('length: a 0-d array has no length; item() gives its number.');
    return length;
  }

  get contiguous(): boolean {
    return isContiguous(this.shape, this.strides);
  }

  /** The elements in row-major order, for reading only: shares memory where it can. */
  elements(): TypedArray {
    if (!this.contiguous) return this.copy().elements();
    const all = this.storage.read();
    return this.offset === 0 && all.length === this.size ? all : all.subarray(this.offset, this.offset + this.size);
  }

  /** The only element as a plain number. */
  item(): number {
    const { storage } = this;
    if (storage.cpu === null && storage.gpu === null) return storage.scalar;
    if (this.size !== 1)
      throw new ValueError('item', `the array has ${this.size} elements; only one of exactly one element is a number.`);
    return storage.read()[this.offset] ?? NaN;
  }

  valueOf(): number | this {
    return this.size === 1 ? this.item() : this;
  }

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

  toFlat(): number[] {
    return Array.from(this.elements());
  }

  toString(): string {
    return formatArray(this);
  }

  *[Symbol.iterator](): Generator<NDArray> {
    for (let i = 0; i < this.length; i++) yield this.get(i);
  }

  /** x.get(0), x.get(slice(1, 3), -1), x.get([0, 2]): one index per axis, as x[...] in NumPy. */
  get(...indices: readonly Index[]): NDArray {
    return getIndex(this, indices);
  }

  /** The same as get. */
  at(...indices: readonly Index[]): NDArray {
    return getIndex(this, indices);
  }

  /** x.set([0, slice(1, 3)], value): the list has one index per axis; value is broadcast. A lone number is a row. */
  set(indices: number | readonly Index[], value: Operand): this {
    setIndex(this, typeof indices === 'number' ? [indices] : indices, value);
    return this;
  }

  /** Like set, but adds, and adds up where an index repeats (NumPy's add.at). */
  addAt(indices: number | readonly Index[], value: Operand): this {
    addAtIndex(this, typeof indices === 'number' ? [indices] : indices, value);
    return this;
  }

  copy(): NDArray {
    return currentBackend().copy(this, this.dtype);
  }

  astype(dtype: DType): NDArray {
    return currentBackend().copy(this, dtype);
  }

  reshape(...shape: readonly (number | Shape)[]): NDArray {
    const to = resolveReshape(this.shape, shape.flat());
    const strides = reshapeStrides(this.shape, this.strides, to);
    return strides === null ? this.copy().reshape(to) : new NDArray(this.storage, to, strides, this.offset);
  }

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
    const pick = (values: Shape): number[] =>
      order === null ? [...values].reverse() : order.map((axis) => values[axis] ?? 1);
    return new NDArray(this.storage, pick(this.shape), pick(this.strides), this.offset);
  }

  broadcastTo(...shape: readonly (number | Shape)[]): NDArray {
    const to = shape.flat();
    const strides = broadcastStrides('broadcastTo', this.shape, this.strides, to);
    return new NDArray(this.storage, to, strides, this.offset);
  }

  expandDims(axis: number): NDArray {
    const at = normalizeAxis('expandDims', axis, this.ndim + 1);
    const insert = (values: Shape): number[] => [...values.slice(0, at), 1, ...values.slice(at)];
    return new NDArray(this.storage, insert(this.shape), insert(this.strides), this.offset);
  }

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

  sum(axis?: AxisArgument, keepdims = false): NDArray {
    return currentBackend().reduce('sum', this, normalizeAxes('sum', axis, this.ndim), keepdims);
  }

  mean(axis?: AxisArgument, keepdims = false): NDArray {
    const sum = this.sum(axis, keepdims);
    return currentBackend().binary('div', sum, this.size / Math.max(1, sum.size));
  }

  max(axis?: AxisArgument, keepdims = false): NDArray {
    return currentBackend().reduce('max', this, normalizeAxes('max', axis, this.ndim), keepdims);
  }

  min(axis?: AxisArgument, keepdims = false): NDArray {
    return currentBackend().reduce('min', this, normalizeAxes('min', axis, this.ndim), keepdims);
  }

  argmax(axis: number | null = null, keepdims = false): NDArray {
    const one = axis === null ? null : normalizeAxis('argmax', axis, this.ndim);
    return currentBackend().argReduce('max', this, one, keepdims);
  }

  argmin(axis: number | null = null, keepdims = false): NDArray {
    const one = axis === null ? null : normalizeAxis('argmin', axis, this.ndim);
    return currentBackend().argReduce('min', this, one, keepdims);
  }

  matmul(other: NDArray): NDArray {
    return currentBackend().matmul(this, other);
  }

  /** The same as matmul. */
  dot(other: NDArray): NDArray {
    return currentBackend().matmul(this, other);
  }

  add(other: Operand): NDArray {
    return currentBackend().binary('add', this, other);
  }

  radd(other: Operand): NDArray {
    return currentBackend().binary('add', other, this);
  }

  sub(other: Operand): NDArray {
    return currentBackend().binary('sub', this, other);
  }

  rsub(other: Operand): NDArray {
    return currentBackend().binary('sub', other, this);
  }

  mul(other: Operand): NDArray {
    return currentBackend().binary('mul', this, other);
  }

  rmul(other: Operand): NDArray {
    return currentBackend().binary('mul', other, this);
  }

  div(other: Operand): NDArray {
    return currentBackend().binary('div', this, other);
  }

  rdiv(other: Operand): NDArray {
    return currentBackend().binary('div', other, this);
  }

  pow(other: Operand): NDArray {
    return currentBackend().binary('pow', this, other);
  }

  rpow(other: Operand): NDArray {
    return currentBackend().binary('pow', other, this);
  }

  neg(): NDArray {
    return currentBackend().unary('neg', this);
  }

  /** a += b: in place for one or more dimensions, keeping a's dtype; a 0-d array is replaced, as in NumPy. */
  iadd(other: Operand): NDArray {
    return this.into('add', other);
  }

  isub(other: Operand): NDArray {
    return this.into('sub', other);
  }

  imul(other: Operand): NDArray {
    return this.into('mul', other);
  }

  idiv(other: Operand): NDArray {
    return this.into('div', other);
  }

  private into(op: 'add' | 'sub' | 'mul' | 'div', other: Operand): NDArray {
    const backend = currentBackend();
    if (this.ndim === 0) return backend.binary(op, this, other);
    backend.binaryInto(op, this, other);
    return this;
  }
}
