/** Elements of row-major arrays: sizes, coordinates, names such as W[0, 1], and where broadcasting takes them from. */
import type { ValueSnapshot } from '@engine/trace/events.ts';

export const sizeOf = (value: Pick<ValueSnapshot, 'shape'>): number =>
  value.shape.reduce((product, length) => product * length, 1);

/** [row, column, ...] of a flat index; at least two numbers, so that they can be taken apart. */
export function coordinates(element: number, shape: readonly number[]): [number, number, ...number[]] {
  const place: number[] = [];
  let rest = element;
  for (const length of shape.toReversed()) {
    place.unshift(rest % Math.max(length, 1));
    rest = Math.floor(rest / Math.max(length, 1));
  }
  const [first = 0, second = 0, ...others] = place;
  return [first, second, ...others];
}

/** 'W[0, 1]' reads as in code; a scalar has no index. */
export function indexText(element: number, shape: readonly number[]): string {
  return shape.length === 0 ? '' : coordinates(element, shape).slice(0, shape.length).join(', ');
}

/** The element of an array of shape `from` that broadcasting puts at `element` of the shape `to`. */
export function broadcastIndex(element: number, to: readonly number[], from: readonly number[]): number {
  const place = coordinates(element, to).slice(0, to.length);
  const offset = to.length - from.length;
  return from.reduce((index, length, axis) => index * length + (length === 1 ? 0 : (place[axis + offset] ?? 0)), 0);
}

/** An element of a recorded value; a single number stands for all elements. Null where it was not recorded. */
export function elementOf(value: ValueSnapshot | null, element: number): number | null {
  if (!value?.values) return null;
  return value.values[value.values.length === 1 ? 0 : element] ?? null;
}

/** The flat index of '1, 2' (negative ones count from the end); null where the text is no index of that shape. */
export function elementAt(text: string, shape: readonly number[]): number | null {
  const numbers = text
    .replaceAll(/[[\]()]/g, '')
    .split(/[,\s]+/)
    .filter((part) => part !== '');
  if (numbers.length !== shape.length) return null;
  let flat = 0;
  for (const [axis, part] of numbers.entries()) {
    const length = shape[axis] ?? 0;
    const place = Number(part) < 0 ? Number(part) + length : Number(part);
    if (!Number.isInteger(place) || place < 0 || place >= length) return null;
    flat = flat * length + place;
  }
  return flat;
}
