/**
 * NumPy's indexing with several lists or arrays at once, worked out on the numbers of the elements: which elements of
 * an array of some shape an index picks, in which shape. Lists that stand side by side put their axes where the first
 * stood, otherwise in front. Whole numbers beside a list count as lists of one. Not here: the
 * common cases, which indexing.ts does without copying.
 */
import { described } from '../core/described.ts';
import { IndexError } from '../core/errors.ts';
import { arange, array } from './create.ts';
import { slice, Slice, type Index } from './indexing.ts';
import { NDArray } from './ndarray.ts';
import { broadcastShapes, shapeText, sizeOf } from './shape.ts';

/** Whether views and one list along one axis are enough. Refuses what is no index at all. */
export function isSimpleIndex(index: readonly Index[]): boolean {
  let ellipses = 0;
  for (const one of index) {
    if (one === '...') ellipses++;
    else if (one !== null && typeof one !== 'number' && !Array.isArray(one) && !isPart(one))
      throw new IndexError(
        'index',
        `${described(one)} is no index; whole numbers, nd.slice(...), '...', null and lists are; of a Variable, use its data.`
      );
  }
  if (ellipses > 1) throw new IndexError('index', "'...' may stand once only, as it takes all axes that are left.");
  const lists = index.filter((one) => isList(one));
  if (lists.length === 0) return true;
  if (lists.some((one) => one instanceof NDArray && isMask(one) && one.ndim !== 1)) return false;
  return index.filter((one) => isList(one) || isNumber(one)).length === 1;
}

/** int32 array: for each element of the result the place of its source in the flattened array. */
export function positionsOf(shape: readonly number[], index: readonly Index[]): NDArray {
  const parts = expand(shape, index);
  const all = arange(sizeOf(shape)).astype('int32').reshape(shape);
  const view = all.get(...parts.map((part) => (part instanceof NDArray ? slice() : part)));
  // Where each list's axis lies in the view: lists and slices keep their axis, null adds one.
  const lists: { rows: NDArray; axis: number }[] = [];
  parts.forEach((part, axis) => {
    if (part instanceof NDArray) lists.push({ rows: part, axis });
  });
  const picked = lists.reduce<readonly number[]>((sum, { rows }) => broadcastShapes('index', sum, rows.shape), []);
  const count = sizeOf(picked);
  const combined = new Int32Array(count);
  for (const { rows, axis } of lists) {
    const length = view.shape[axis] ?? 0;
    rows
      .broadcastTo(picked)
      .elements()
      .forEach((row, i) => {
        const place = row < 0 ? row + length : row;
        if (!Number.isInteger(row) || place < 0 || place >= length)
          throw new IndexError('index', `${row} is outside of an axis of length ${length}.`);
        combined[i] = (combined[i] ?? 0) * length + place;
      });
  }
  const listed = lists.map(({ axis }) => axis);
  const others = view.shape.map((_, axis) => axis).filter((axis) => !listed.includes(axis));
  const rest = others.map((axis) => view.shape[axis] ?? 1);
  const front = view
    .transpose([...listed, ...others])
    .reshape([sizeOf(listed.map((axis) => view.shape[axis] ?? 1)), ...rest]);
  const result = front.get(NDArray.wrap(combined, [count], 'int32')).reshape([...picked, ...rest]);
  if (!sideBySide(index)) return result;
  const first = listed[0] ?? 0;
  const before = others.filter((axis) => axis < first).length;
  const order = result.shape.map((_, axis) => axis);
  const pickedAxes = order.slice(0, picked.length);
  const otherAxes = order.slice(picked.length);
  return result.ndim < 2
    ? result
    : result.transpose([...otherAxes.slice(0, before), ...pickedAxes, ...otherAxes.slice(before)]);
}

/** One part per axis of the result before picking: slices, null, and arrays in place of lists, masks and numbers. */
function expand(shape: readonly number[], index: readonly Index[]): (NDArray | Exclude<Index, NDArray>)[] {
  const used = index.reduce<number>((sum, one) => {
    if (one === null || one === '...') return sum;
    return sum + (one instanceof NDArray && isMask(one) ? one.ndim : 1);
  }, 0);
  const missing = shape.length - used;
  if (missing < 0) throw new IndexError('index', `${used} indices are too many for shape ${shapeText(shape)}.`);
  const parts: (NDArray | Exclude<Index, NDArray>)[] = [];
  let open = false;
  for (const one of index) {
    if (one === '...') {
      open = true;
      for (let i = 0; i < missing; i++) parts.push(slice());
    } else if (isNumber(one)) parts.push(array(one));
    else if (!isList(one)) parts.push(one);
    else {
      const list =
        one instanceof NDArray
          ? one
          : array(one as number[], typeof (one as unknown[])[0] === 'boolean' ? 'bool' : 'float64');
      parts.push(...(isMask(list) ? nonzero(list) : [list]));
    }
  }
  if (!open) for (let i = 0; i < missing; i++) parts.push(slice());
  return parts;
}

function nonzero(mask: NDArray): NDArray[] {
  const places: number[] = [];
  mask.elements().forEach((one, i) => {
    if (one !== 0) places.push(i);
  });
  return mask.shape.map((length, axis) => {
    const step = sizeOf(mask.shape.slice(axis + 1));
    return NDArray.wrap(
      Int32Array.from(places, (place) => Math.floor(place / step) % length),
      [places.length],
      'int32'
    );
  });
}

function isPart(one: unknown): boolean {
  return one instanceof NDArray || one instanceof Slice;
}

function isList(one: Index): boolean {
  return Array.isArray(one) || (one instanceof NDArray && (one.ndim > 0 || isMask(one)));
}

/** Whether nothing stands between the lists and numbers, not even '...' for no axis at all. */
function sideBySide(index: readonly Index[]): boolean {
  const places = index.flatMap((one, i) => (isList(one) || isNumber(one) ? [i] : []));
  return places.every((place, i) => place === (places[0] ?? 0) + i);
}

/** A whole number, or a 0-d array of one. */
function isNumber(one: Index): one is number | NDArray {
  return typeof one === 'number' || (one instanceof NDArray && one.ndim === 0 && !isMask(one));
}

function isMask(one: NDArray): boolean {
  return one.dtype === 'bool';
}
