/**
 * The slow, obvious arrays that property tests compare NDArray with: plain nested lists, every element worked out on its
 * own from its index. Shape is kept beside the lists, since empty lists do not tell theirs.
 * Not here: anything fast, anything that shares code with ndarray/.
 */
export type Lists = number | Lists[];

export interface Nested {
  shape: readonly number[];
  at(index: readonly number[]): number;
}

/** All indices of a shape in row-major order. */
export function indicesOf(shape: readonly number[]): number[][] {
  let all: number[][] = [[]];
  for (const length of shape) all = all.flatMap((index) => Array.from({ length }, (_, i) => [...index, i]));
  return all;
}

/** Works every element out once, so that it does not change when what it was made from does. */
export function nested(shape: readonly number[], at: (index: readonly number[]) => number): Nested {
  const known = new Map(indicesOf(shape).map((index) => [index.join(), at(index)]));
  return { shape, at: (index) => known.get(index.join()) ?? outside(index, shape) };
}

export function flatOf(x: Nested): number[] {
  return indicesOf(x.shape).map((index) => x.at(index));
}

export function listsOf(x: Nested, from: readonly number[] = []): Lists {
  if (from.length === x.shape.length) return x.at(from);
  return Array.from({ length: x.shape[from.length] ?? 0 }, (_, i) => listsOf(x, [...from, i]));
}

/** The shape that two shapes are stretched to, or null where they do not fit. */
export function stretched(a: readonly number[], b: readonly number[]): number[] | null {
  const shape: number[] = [];
  for (let back = 1; back <= Math.max(a.length, b.length); back++) {
    const [x, y] = [a.at(-back) ?? 1, b.at(-back) ?? 1];
    if (x !== y && x !== 1 && y !== 1) return null;
    shape.unshift(x === 1 ? y : x);
  }
  return shape;
}

/** x as if it had `shape`: missing axes and those of length 1 repeat. */
export function stretch(x: Nested, shape: readonly number[]): Nested {
  const extra = shape.length - x.shape.length;
  return nested(shape, (index) => x.at(x.shape.map((length, axis) => (length === 1 ? 0 : (index[axis + extra] ?? 0)))));
}

/** The numbers that range(length)[start:stop:step] has in Python. */
export function sliced(length: number, start: number | null, stop: number | null, step: number): number[] {
  const fromEnd = (one: number): number => (one < 0 ? one + length : one);
  const forward = Array.from({ length }, (_, i) => i);
  if (step > 0) {
    const first = Math.max(0, start === null ? 0 : fromEnd(start));
    const end = stop === null ? length : fromEnd(stop);
    return forward.filter((i) => i >= first && i < end && (i - first) % step === 0);
  }
  const first = Math.min(length - 1, start === null ? length - 1 : fromEnd(start));
  const end = stop === null ? -1 : fromEnd(stop);
  return forward.reverse().filter((i) => i <= first && (stop === null || i > end) && (first - i) % -step === 0);
}

/** The same elements in row-major order under another shape. */
export function reshaped(x: Nested, shape: readonly number[]): Nested {
  const flat = flatOf(x);
  const places = new Map(indicesOf(shape).map((index, i) => [index.join(), i]));
  return nested(shape, (index) => flat[places.get(index.join()) ?? -1] ?? NaN);
}

function outside(index: readonly number[], shape: readonly number[]): never {
  throw new Error(`nested: [${index.join(', ')}] is outside of (${shape.join(', ')})`);
}
