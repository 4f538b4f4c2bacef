/**
 * Indexing as NumPy's: whole numbers, slices, '...', newaxis (null) give views; lists and integer arrays pick along an
 * axis and give copies, a bool array picks where it is true; several of them are taken together (index-positions.ts).
 * setIndex and addAtIndex write through the same rules. Not here: the derivative of indexing.
 */
import type { Operand } from '../backends/backend.ts';
import { currentBackend } from '../backends/current.ts';
import { described } from '../core/described.ts';
import { IndexError } from '../core/errors.ts';
import { isSimpleIndex, positionsOf } from './index-positions.ts';
import { NDArray } from './ndarray.ts';
import { shapeText } from './shape.ts';

/** start:stop:step; null or left out as in Python. */
export class Slice {
  readonly start: number | null;
  readonly stop: number | null;
  readonly step: number;

  constructor(start: number | null, stop: number | null, step: number) {
    for (const one of [start, stop, step])
      if (one !== null && !Number.isInteger(one))
        throw new IndexError('slice', `start, stop and step are whole numbers or null, not ${described(one)}.`);
    if (step === 0) throw new IndexError('slice', 'step is 0, so the slice would never end.');
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

export type Index = number | Slice | '...' | null | NDArray | readonly number[] | readonly boolean[];

/**
 * Stands for a new axis of length 1 in an index. Source: numpy.newaxis.
 * @example
 * nd.array([1, 2]).get(nd.newaxis).shape; // => [1, 2]
 */
export const newaxis = null;

/**
 * A range in an index: slice() is `:`, slice(2) is `:2`, slice(1, 3) is `1:3`, slice(null, null, -1) is `::-1`.
 * IndexError for step 0. Source: Python's slice.
 * @example
 * nd.arange(5).get(nd.slice(1, 3)); // => [1 2]
 * nd.arange(5).get(nd.slice(null, null, -2)); // => [4 2 0]
 */
export function slice(start: number | null = null, stop?: number | null, step = 1): Slice {
  return stop === undefined ? new Slice(null, start, step) : new Slice(start, stop, step);
}

export function getIndex(x: NDArray, indices: readonly Index[]): NDArray {
  if (!isSimpleIndex(indices)) return currentBackend().takeRows(x.reshape(-1), positionsOf(x.shape, indices));
  const { view, rows, axis } = resolve(x, indices);
  if (rows === null) return view;
  if (axis === 0) return currentBackend().takeRows(view, rows);
  const picked = currentBackend().takeRows(view.transpose(moved(view.ndim, axis, 0)), rows);
  return picked.transpose(back(picked.ndim, rows.ndim, axis));
}

export function setIndex(x: NDArray, indices: readonly Index[], value: Operand): void {
  if (!isSimpleIndex(indices)) {
    throughFlat(x, (flat) => setIndex(flat, [positionsOf(x.shape, indices)], value));
    return;
  }
  const { view, rows, axis } = resolve(x, indices);
  if (rows === null) {
    assign(view, value);
    return;
  }
  const target = axis === 0 ? view : view.transpose(moved(view.ndim, axis, 0));
  const flatRows = rows.elements();
  const given = spread(value, target, rows, axis);
  const values = given.storage === x.storage ? given.copy() : given;
  for (let i = 0; i < flatRows.length; i++) assign(target.get(flatRows[i] ?? 0), values.get(i));
}

export function addAtIndex(x: NDArray, indices: readonly Index[], value: Operand): void {
  if (!isSimpleIndex(indices)) {
    throughFlat(x, (flat) => addAtIndex(flat, [positionsOf(x.shape, indices)], value));
    return;
  }
  const { view, rows, axis } = resolve(x, indices);
  if (rows === null) {
    if (view.ndim === 0) assign(view, currentBackend().binary('add', view, value));
    else currentBackend().binaryInto('add', view, value);
    return;
  }
  const target = axis === 0 ? view : view.transpose(moved(view.ndim, axis, 0));
  currentBackend().addRows(target, rows.reshape(-1), spread(value, target, rows, axis));
}

/** Changes an array as one row; a view whose elements do not lie in a row is copied and written back. */
function throughFlat(x: NDArray, change: (flat: NDArray) => void): void {
  const flat = x.reshape(-1);
  change(flat);
  if (flat.storage !== x.storage) assign(x, flat.reshape(x.shape));
}

interface Resolved {
  view: NDArray;
  /** What picks along `axis` of the view; null when the view is the result. */
  rows: NDArray | null;
  axis: number;
}

function resolve(x: NDArray, indices: readonly Index[]): Resolved {
  const shape: number[] = [];
  const strides: number[] = [];
  let offset = x.offset;
  let axis = 0;
  let picked: { rows: NDArray; axis: number } | null = null;
  const used = indices.reduce<number>((sum, index) => sum + (index === null || index === '...' ? 0 : axesOf(index)), 0);
  if (used > x.ndim)
    throw new IndexError('index', `${used} indices are too many for an array of shape ${shapeText(x.shape)}.`, [
      x.shape
    ]);
  const keep = (count: number): void => {
    for (let i = 0; i < count; i++, axis++) {
      shape.push(x.shape[axis] ?? 1);
      strides.push(x.strides[axis] ?? 0);
    }
  };
  for (const index of indices) {
    if (index === null) {
      shape.push(1);
      strides.push(0);
    } else if (index === '...') keep(x.ndim - used);
    else if (typeof index === 'number') {
      offset += checkedIndex(index, x.shape[axis] ?? 0, axis) * (x.strides[axis] ?? 0);
      axis++;
    } else if (index instanceof Slice) {
      const { start, step, length } = bounds(index, x.shape[axis] ?? 0);
      offset += start * (x.strides[axis] ?? 0);
      shape.push(length);
      strides.push(step * (x.strides[axis] ?? 0));
      axis++;
    } else if (index instanceof NDArray && index.ndim === 0 && index.dtype !== 'bool') {
      offset += checkedIndex(index.item(), x.shape[axis] ?? 0, axis) * (x.strides[axis] ?? 0);
      axis++;
    } else {
      const rows = rowsOf(index, x.shape.slice(axis, axis + 1), axis);
      picked = { rows, axis: shape.length };
      keep(1);
    }
  }
  keep(x.ndim - axis);
  const view = new NDArray(x.storage, shape, strides, offset);
  return { view, rows: picked?.rows ?? null, axis: picked?.axis ?? 0 };
}

function axesOf(index: Exclude<Index, null>): number {
  return index instanceof NDArray && index.dtype === 'bool' ? index.ndim : 1;
}

function rowsOf(
  index: NDArray | readonly number[] | readonly boolean[],
  shape: readonly number[],
  axis: number
): NDArray {
  if (!(index instanceof NDArray) && !Array.isArray(index))
    throw new IndexError(
      'index',
      'an index is a whole number, a slice, a list or an array; of a Variable, use its data.'
    );
  const list = index instanceof NDArray ? index.elements() : index;
  const length = shape[0] ?? 0;
  const mask = index instanceof NDArray ? index.dtype === 'bool' : typeof index[0] === 'boolean';
  if (mask) {
    const lengths = index instanceof NDArray ? index.shape : [index.length];
    if (lengths.some((one, i) => one !== shape[i]))
      throw new IndexError(
        'index',
        `a mask of shape ${shapeText(lengths)} does not cover axes of shape ${shapeText(shape)}.`
      );
    const rows: number[] = [];
    list.forEach((one: number | boolean, i: number) => {
      if (Number(one) !== 0) rows.push(i);
    });
    return NDArray.wrap(Int32Array.from(rows), [rows.length], 'int32');
  }
  if (index instanceof NDArray && index.dtype !== 'int32' && index.dtype !== 'uint8' && index.size > 0)
    throw new IndexError(
      'index',
      `indices must be whole numbers, but the array is ${index.dtype}; use astype('int32').`
    );
  const rows = Int32Array.from(list as ArrayLike<number>, (one) => checkedIndex(one, length, axis));
  return NDArray.wrap(rows, index instanceof NDArray ? index.shape : [rows.length], 'int32');
}

function checkedIndex(index: number, length: number, axis: number): number {
  const result = index < 0 ? index + length : index;
  if (!Number.isInteger(index) || result < 0 || result >= length)
    throw new IndexError('index', `${index} is outside of axis ${axis}, which has length ${length}.`);
  return result;
}

function bounds(range: Slice, length: number): { start: number; step: number; length: number } {
  const { step } = range;
  const limit = (value: number | null, fallback: number): number => {
    if (value === null) return fallback;
    const at = value < 0 ? value + length : value;
    return step > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
  };
  const start = limit(range.start, step > 0 ? 0 : length - 1);
  const stop = limit(range.stop, step > 0 ? length : -1);
  return { start, step, length: Math.max(0, Math.ceil((stop - start) / step)) };
}

/** The order that brings axis `from` to place `to`. */
function moved(ndim: number, from: number, to: number): number[] {
  const order = Array.from({ length: ndim }, (_, i) => i).filter((i) => i !== from);
  order.splice(to, 0, from);
  return order;
}

/** The order that brings the first `count` axes to place `axis`. */
function back(ndim: number, count: number, axis: number): number[] {
  const rest = Array.from({ length: ndim - count }, (_, i) => i + count);
  const first = Array.from({ length: count }, (_, i) => i);
  return [...rest.slice(0, axis), ...first, ...rest.slice(axis)];
}

/** The value as one entry per picked row: shape (rows, ...rest). */
function spread(value: Operand, target: NDArray, rows: NDArray, axis: number): NDArray {
  const array = typeof value === 'number' ? NDArray.scalar(value) : value;
  const rest = target.shape.slice(1);
  const shape = [...rest.slice(0, axis), ...rows.shape, ...rest.slice(axis)];
  const placed = array.broadcastTo(shape);
  const order = [...rows.shape.map((_, i) => axis + i), ...rest.map((_, i) => (i < axis ? i : i + rows.ndim))];
  return (placed.ndim < 2 ? placed : placed.transpose(order)).reshape([rows.size, ...rest]);
}

function assign(view: NDArray, value: Operand): void {
  const array =
    typeof value === 'number' ? NDArray.scalar(value, view.dtype === 'float32' ? 'float32' : 'float64') : value;
  const from = array.broadcastTo(view.shape).elements();
  // A view of nothing may start behind the last element.
  if (view.size === 0) return;
  const to = view.storage.write();
  const whole = view.dtype === 'bool' ? Uint8Array.from(from, (one) => (one === 0 ? 0 : 1)) : from;
  if (view.contiguous) {
    to.set(overlaps(whole, to) ? whole.slice() : whole, view.offset);
    return;
  }
  const copy = overlaps(whole, to) ? whole.slice() : whole;
  const count = new Array<number>(view.ndim).fill(0);
  let at = view.offset;
  for (let i = 0; i < view.size; i++) {
    to[at] = copy[i] ?? 0;
    for (let axis = view.ndim - 1; axis >= 0; axis--) {
      count[axis] = (count[axis] ?? 0) + 1;
      at += view.strides[axis] ?? 0;
      if ((count[axis] ?? 0) < (view.shape[axis] ?? 0)) break;
      at -= (view.strides[axis] ?? 0) * (view.shape[axis] ?? 0);
      count[axis] = 0;
    }
  }
}

function overlaps(a: { buffer: ArrayBufferLike }, b: { buffer: ArrayBufferLike }): boolean {
  return a.buffer === b.buffer;
}
