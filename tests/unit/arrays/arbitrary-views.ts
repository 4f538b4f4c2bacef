/**
 * Random views for property tests: an array with a chain of transposes, slices, new axes, stretches and reshapes behind
 * it, and the same made of nested lists. Both are made together, step by step, so a failure shrinks to the step that
 * went wrong. Not here: what is tested on them.
 */
import fc from 'fast-check';
import { slice } from '@engine/ndarray/indexing.ts';
import { NDArray } from '@engine/ndarray/ndarray.ts';
import { nested, type Nested, reshaped, sliced, stretch } from './nested.ts';

export interface View {
  array: NDArray;
  lists: Nested;
}

/** One step: what to do and numbers to choose with, whatever the shape is by then. */
export type Step = { kind: 'transpose' | 'slice' | 'pick' | 'new axis' | 'stretch' | 'reshape'; numbers: number[] };

export const anyShape = (most = 3, longest = 4): fc.Arbitrary<number[]> =>
  fc.array(fc.nat(longest), { maxLength: most });

export const anyStep = (): fc.Arbitrary<Step> =>
  fc.record({
    kind: fc.constantFrom('transpose', 'slice', 'pick', 'new axis', 'stretch', 'reshape'),
    numbers: fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 12, maxLength: 12 })
  });

/** A view of a fresh array of whole numbers from -11 to 11. */
export const anyView = (most = 3, longest = 4): fc.Arbitrary<View> =>
  fc
    .tuple(anyShape(most, longest), fc.array(anyStep(), { maxLength: 4 }), fc.nat(1000))
    .map(([shape, steps, salt]) => steps.reduce(applied, fresh(shape, salt)));

/** A row-major array and its twin. */
export function fresh(shape: readonly number[], salt = 0): View {
  const size = shape.reduce((a, b) => a * b, 1);
  const elements = Float64Array.from({ length: size }, (_, i) => ((i * 7919 + salt * 31) % 23) - 11);
  const array = NDArray.wrap(elements, shape, 'float64');
  return {
    array,
    lists: reshaped(
      nested([size], ([i = 0]) => elements[i] ?? NaN),
      shape
    )
  };
}

export function applied({ array, lists }: View, { kind, numbers }: Step): View {
  const { shape } = lists;
  const [first = 0, second = 0] = numbers;
  switch (kind) {
    case 'transpose': {
      const order = shape.map((_, axis) => axis).sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b);
      const turned = nested(
        order.map((axis) => shape[axis] ?? 1),
        (index) => lists.at(shape.map((_, axis) => index[order.indexOf(axis)] ?? 0))
      );
      return { array: array.transpose(order), lists: turned };
    }
    case 'slice': {
      const cuts = shape.map((_, axis) => cutOf(numbers.slice(axis * 3)));
      const kept = cuts.map(({ start, stop, step }, axis) => sliced(shape[axis] ?? 0, start, stop, step));
      return {
        array: array.get(...cuts.map(({ start, stop, step }) => slice(start, stop, step))),
        lists: nested(
          kept.map((one) => one.length),
          (index) => lists.at(index.map((i, axis) => kept[axis]?.[i] ?? 0))
        )
      };
    }
    case 'pick': {
      const axis = modulo(first, Math.max(1, shape.length));
      const length = shape[axis] ?? 0;
      if (length === 0) return { array, lists };
      const place = modulo(second, length);
      const before = Array.from({ length: axis }, () => slice());
      return {
        array: array.get(...before, first < 0 ? place - length : place),
        lists: nested(shape.toSpliced(axis, 1), (index) => lists.at(index.toSpliced(axis, 0, place)))
      };
    }
    case 'new axis': {
      const axis = modulo(first, shape.length + 1);
      return {
        array: array.expandDims(second < 0 ? axis - shape.length - 1 : axis),
        lists: nested(shape.toSpliced(axis, 0, 1), (index) => lists.at(index.toSpliced(axis, 1)))
      };
    }
    case 'stretch': {
      if (shape.length > 4) return { array, lists };
      const to = shape.map((length, axis) => (length === 1 && (numbers[axis] ?? 0) > 2 ? 3 : length));
      if (first < -3) to.unshift(2);
      return { array: array.broadcastTo(to), lists: stretch(lists, to) };
    }
    case 'reshape': {
      const to = reshapeTo(shape, numbers);
      return { array: array.reshape(to), lists: reshaped(lists, to) };
    }
    default:
      return kind satisfies never;
  }
}

export function cutOf([a = 0, b = 0, c = 1]: readonly number[]): {
  start: number | null;
  stop: number | null;
  step: number;
} {
  const open = (one: number): number | null => (one === 6 ? null : one);
  return { start: open(a), stop: open(b), step: modulo(c, 7) < 3 ? 1 : c % 4 === 0 ? -1 : c % 4 };
}

export function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}

/** Merges two axes, cuts one in two, or lays everything in a row. */
function reshapeTo(shape: readonly number[], [how = 0, where = 0]: readonly number[]): number[] {
  const axis = modulo(where, Math.max(1, shape.length));
  const [length, next] = [shape[axis], shape[axis + 1]];
  if (how > 2 && length !== undefined && length % 2 === 0 && length > 0) return shape.toSpliced(axis, 1, 2, length / 2);
  if (how > -2 && length !== undefined && next !== undefined) return shape.toSpliced(axis, 2, length * next);
  return [shape.reduce((a, b) => a * b, 1)];
}
