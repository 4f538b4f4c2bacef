/**
 * Arithmetic with shapes, strides and axes: sizes, NumPy's broadcasting, the strides of reshaped views.
 * Strides count elements, not bytes. Pure functions; not here: anything that reads elements.
 */
import { described, isList } from '../core/described.ts';
import { ShapeError } from '../core/errors.ts';

export type Shape = readonly number[];
/** One axis, several, or null for all of them; negative axes count from the end. */
export type AxisArgument = number | readonly number[] | null | undefined;

export const SCALAR_SHAPE: Shape = Object.freeze([]);

/** (3, 4), (3,), () */
export function shapeText(shape: Shape): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

export function contiguousStrides(shape: Shape): number[] {
  // Filled first: once built-ins are frozen, writing where an array has nothing yet takes long.
  const strides = new Array<number>(shape.length).fill(1);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis] ?? 1;
  }
  return strides;
}

export function isContiguous(shape: Shape, strides: Shape): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] ?? 1;
    if (length === 0) return true;
    if (length !== 1 && strides[axis] !== step) return shape.includes(0);
    step *= length;
  }
  return true;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** The shape that `a` and `b` are stretched to; compares from the last axis, 1 fits everything. */
export function broadcastShapes(op: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const ndim = Math.max(a.length, b.length);
  const shape = new Array<number>(ndim).fill(1);
  for (let back = 1; back <= ndim; back++) {
    const x = a[a.length - back] ?? 1;
    const y = b[b.length - back] ?? 1;
    if (x !== y && x !== 1 && y !== 1)
      throw new ShapeError(
        op,
        `shapes ${shapeText(a)} and ${shapeText(b)} do not fit together: from the right, ${x} meets ${y}, ` +
          'and lengths must be equal or 1.',
        [a, b]
      );
    shape[ndim - back] = x === 1 ? y : x;
  }
  return shape;
}

/** The strides with which an array of `shape` and `strides` is read as `target`: 0 where it repeats. */
export function broadcastStrides(op: string, shape: Shape, strides: Shape, target: Shape): number[] {
  const extra = target.length - shape.length;
  const result = new Array<number>(target.length).fill(0);
  let fits = extra >= 0;
  for (let axis = 0; fits && axis < shape.length; axis++) {
    const length = shape[axis] ?? 1;
    if (length === target[axis + extra]) result[axis + extra] = strides[axis] ?? 0;
    else if (length !== 1) fits = false;
  }
  if (!fits)
    throw new ShapeError(
      op,
      `cannot stretch ${shapeText(shape)} to ${shapeText(target)}; only axes of length 1 repeat.`,
      [shape, target]
    );
  return result;
}

export function normalizeAxis(op: string, axis: number, ndim: number): number {
  const result = axis < 0 ? axis + ndim : axis;
  if (!Number.isInteger(axis) || result < 0 || result >= ndim)
    throw new ShapeError(op, `axis ${axis} is not there; the array has ${ndim} ${ndim === 1 ? 'axis' : 'axes'}.`);
  return result;
}

/** Non-negative, ascending, unique axes; null when all axes are meant. */
export function normalizeAxes(op: string, axis: AxisArgument, ndim: number): readonly number[] | null {
  if (axis === null || axis === undefined) return null;
  if (typeof axis === 'number') return [normalizeAxis(op, axis, ndim)];
  if (!isList(axis))
    throw new ShapeError(op, `the axis is a whole number, a list of them or null for all, not ${described(axis)}.`);
  const axes = axis.map((one) => normalizeAxis(op, one, ndim)).sort((a, b) => a - b);
  for (let i = 1; i < axes.length; i++)
    if (axes[i] === axes[i - 1]) throw new ShapeError(op, `axis ${axes[i]} is named twice.`);
  return axes;
}

/** The shape after reducing `axes`. */
export function reducedShape(shape: Shape, axes: readonly number[] | null, keepdims: boolean): Shape {
  if (axes === null) return keepdims ? shape.map(() => 1) : SCALAR_SHAPE;
  return keepdims
    ? shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** Replaces one -1 by what is left over, and checks the number of elements. */
export function resolveReshape(from: Shape, to: Shape): Shape {
  const size = sizeOf(from);
  const unknown = to.indexOf(-1);
  let known = 1;
  for (const length of to) if (length !== -1) known *= length;
  const valid = to.every((length) => Number.isInteger(length) && length >= -1) && unknown === to.lastIndexOf(-1);
  const result = unknown < 0 ? to : to.map((length) => (length === -1 ? (known === 0 ? -1 : size / known) : length));
  if (!valid || (unknown < 0 ? known !== size : known === 0 || size % known !== 0))
    throw new ShapeError(
      'reshape',
      `${size} elements of shape ${shapeText(from)} do not fill shape ${shapeText(to)}` +
        (unknown < 0 && valid ? `, which has room for ${known}.` : '.'),
      [from, to]
    );
  return result;
}

/** The strides of a view with another shape, or null when the elements must be copied first. */
export function reshapeStrides(shape: Shape, strides: Shape, target: Shape): number[] | null {
  if (isContiguous(shape, strides)) return contiguousStrides(target);
  // Axes of length 1 have no say; the others are matched group by group, each group evenly spaced in memory.
  const lengths: number[] = [];
  const steps: number[] = [];
  shape.forEach((length, axis) => {
    if (length !== 1) {
      lengths.push(length);
      steps.push(strides[axis] ?? 0);
    }
  });
  const result = new Array<number>(target.length).fill(1);
  let from = 0;
  let to = 0;
  while (from < lengths.length && to < target.length) {
    let fromSize = lengths[from] ?? 1;
    let toSize = target[to] ?? 1;
    let fromEnd = from + 1;
    let toEnd = to + 1;
    while (fromSize !== toSize) {
      if (fromSize < toSize) fromSize *= lengths[fromEnd++] ?? 1;
      else toSize *= target[toEnd++] ?? 1;
    }
    for (let axis = from; axis < fromEnd - 1; axis++)
      if (steps[axis] !== (steps[axis + 1] ?? 0) * (lengths[axis + 1] ?? 1)) return null;
    let step = steps[fromEnd - 1] ?? 1;
    for (let axis = toEnd - 1; axis >= to; axis--) {
      result[axis] = step;
      step *= target[axis] ?? 1;
    }
    from = fromEnd;
    to = toEnd;
  }
  return result;
}
