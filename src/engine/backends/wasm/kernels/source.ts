/**
 * Where a register gets its elements from: an array that is read as a larger shape. Broadcasting repeats it in two ways,
 * each element `repeat` times in a row, and the whole over and over: a bias (m,) beside (n, m) is read over and over,
 * a column (n, 1) has each element repeated m times, the statistics of channels (1, C, 1, 1) both.
 */
import type { TypedArray } from '../../../ndarray/dtype.ts';
import type { NDArray } from '../../../ndarray/ndarray.ts';
import { sameShape, type Shape, sizeOf } from '../../../ndarray/shape.ts';
import { plain } from '../../plain/index.ts';

export interface Source {
  readonly elements: TypedArray;
  readonly offset: number;
  /** How many elements there are. */
  readonly length: number;
  readonly repeat: number;
}

/** How `x` is read as `shape`, with which it broadcasts; what lies or repeats in other ways is copied first. */
export function sourceOf(x: NDArray, shape: Shape): Source {
  const repeat = x.contiguous ? repeatOf(x.shape, shape) : 0;
  const array = repeat === 0 ? plain.copy(x.broadcastTo(shape), x.dtype) : x;
  return { elements: array.storage.read(), offset: array.offset, length: array.size, repeat: Math.max(1, repeat) };
}

/** 0 where the axes that broadcast do not all lie around those that do not. */
function repeatOf(from: Shape, to: Shape): number {
  if (sameShape(from, to)) return 1;
  const extra = to.length - from.length;
  let axis = from.length - 1;
  const stretched = (i: number): boolean => from[i] === 1;
  while (axis >= 0 && stretched(axis)) axis--;
  const repeat = sizeOf(to.slice(axis + 1 + extra));
  while (axis >= 0 && from[axis] === to[axis + extra]) axis--;
  while (axis >= 0 && stretched(axis)) axis--;
  return axis < 0 ? repeat : 0;
}

/** After how many elements it starts anew. */
export function periodOf({ length, repeat }: Source): number {
  return length * repeat;
}

/** Elements `from` to `from + count` of what is read, into a register. */
export function load(register: Float32Array | Float64Array, source: Source, from: number, count: number): void {
  const { elements, offset, length, repeat } = source;
  if (repeat === 1) {
    let at = from % length;
    for (let done = 0; done < count; at = 0) {
      const n = Math.min(count - done, length - at);
      const first = offset + at;
      register.set(first === 0 && n === elements.length ? elements : elements.subarray(first, first + n), done);
      done += n;
    }
    return;
  }
  let at = Math.floor(from / repeat) % length;
  let left = repeat - (from % repeat);
  for (let done = 0; done < count; left = repeat) {
    const end = Math.min(count, done + left);
    const value = elements[offset + at] as number;
    if (end - done > 32) register.fill(value, done, end);
    else for (let i = done; i < end; i++) register[i] = value;
    done = end;
    at = at + 1 === length ? 0 : at + 1;
  }
}
