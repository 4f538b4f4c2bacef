/** Indexing as NumPy's, against every element worked out on its own: reading, assignment, adding; the seed is fixed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyShape, anyView, applied, cutOf, fresh, modulo, type View } from './arbitrary-views.ts';
import { flatOf, indicesOf, nested, type Nested, sliced, stretch, stretched } from './nested.ts';
import { slice, type Index } from '@engine/ndarray/indexing.ts';
import * as nd from '@engine/ndarray/nd.ts';
import { NDArray } from '@engine/ndarray/ndarray.ts';

function check(runs: number, property: fc.IRawProperty<unknown, false>): void {
  fc.assert(property as fc.IProperty<unknown>, { numRuns: runs, seed: 20260202 });
}

function agrees(got: NDArray, expected: Nested): void {
  expect(got.shape).toEqual(expected.shape);
  expect(got.toFlat().map((x) => x + 0)).toEqual(flatOf(expected).map((x) => x + 0));
}

/** One part of an index, with numbers to choose with. */
interface Part {
  kind: 'number' | 'slice' | 'new axis' | 'list' | 'array' | 'mask';
  numbers: number[];
}
const anyPart = (kinds: readonly Part['kind'][]): fc.Arbitrary<Part> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    numbers: fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 6, maxLength: 6 })
  });
const BASIC = ['number', 'slice', 'new axis'] as const;
const ALL = [...BASIC, 'list', 'array', 'mask'] as const;

/** An index as the engine takes it, and which elements it picks, worked out by NumPy's rules one by one. */
interface Chosen {
  index: Index[];
  shape: number[];
  source(index: readonly number[]): number[];
}

/** One axis (or a new one) of the result before lists are put together. */
type Axis = { rows: number[] } | { list: Nested } | 'new';

function choose(shape: readonly number[], parts: readonly Part[]): Chosen | null {
  const index: Index[] = [];
  const axes: Axis[] = [];
  let axis = 0;
  const anyList = parts.some(({ kind }) => kind === 'list' || kind === 'array' || kind === 'mask');
  for (const { kind, numbers } of parts) {
    if (kind === 'new axis') {
      index.push(null);
      axes.push('new');
      continue;
    }
    const length = shape[axis];
    if (length === undefined) return null;
    axis++;
    if (kind === 'slice') {
      const cut = cutOf(numbers);
      index.push(slice(cut.start, cut.stop, cut.step));
      axes.push({ rows: sliced(length, cut.start, cut.stop, cut.step) });
      continue;
    }
    if (kind === 'mask') {
      const mask = Array.from({ length }, (_, i) => (numbers[i] ?? 0) > 0);
      const rows = mask.flatMap((one, i) => (one ? [i] : []));
      index.push(numbers[5]! > 0 ? nd.array(mask, 'bool') : mask.length === 0 ? nd.array([], 'bool') : mask);
      axes.push({ list: nested([rows.length], ([i = 0]) => rows[i]!) });
      continue;
    }
    if (length === 0) return null;
    const signed = (one: number): number => (one < 0 ? modulo(one, length) - length : modulo(one, length));
    const natural = (one: number): number => modulo(one, length);
    if (kind === 'number') {
      index.push(signed(numbers[0]!));
      axes.push(anyList ? { list: nested([], () => natural(numbers[0]!)) } : { rows: [natural(numbers[0]!)] });
      if (!anyList) axes[axes.length - 1] = { list: nested([], () => natural(numbers[0]!)) };
      continue;
    }
    // Lists of three and arrays (3,), (2, 3), (1,), (2, 1) fit together.
    const form = kind === 'list' ? [3] : [[3], [2, 3], [1], [2, 1]][modulo(numbers[5]!, 4)]!;
    const size = form.reduce((a, b) => a * b, 1);
    const flat = numbers.slice(0, size);
    index.push(kind === 'list' ? flat.map(signed) : NDArray.wrap(Int32Array.from(flat.map(signed)), form, 'int32'));
    axes.push({
      list: nested(form, (at) => natural(flat[indicesOf(form).findIndex((one) => one.join() === at.join())]!))
    });
  }
  for (const length of shape.slice(axis)) axes.push({ rows: Array.from({ length }, (_, i) => i) });

  const lists = axes.flatMap((one) => (one !== 'new' && 'list' in one ? [one.list] : []));
  const places = axes.flatMap((one, i) => (one !== 'new' && 'list' in one ? [i] : []));
  const picked = lists.reduce<number[] | null>((sum, one) => sum && stretched(sum, one.shape), []);
  if (picked === null) return null;
  const together = places.every((place, i) => place === places[0]! + i);
  const at = together ? (places[0] ?? 0) : 0;
  const others = axes.filter((one) => one === 'new' || 'rows' in one);
  const lengths = others.map((one) => (one === 'new' ? 1 : one.rows.length));
  const source = (result: readonly number[]): number[] => {
    const chosen = result.slice(at, at + picked.length);
    const rest = result.toSpliced(at, picked.length);
    let next = 0;
    return axes.flatMap((one) => {
      if (one === 'new') {
        next++;
        return [];
      }
      return 'list' in one ? [stretch(one.list, picked).at(chosen)] : [one.rows[rest[next++]!]!];
    });
  };
  return { index, shape: lengths.toSpliced(at, 0, ...picked), source };
}

const anyIndexed = (kinds: readonly Part['kind'][], most: number): fc.Arbitrary<[View, Part[]]> =>
  fc.tuple(anyView(3, 4), fc.array(anyPart(kinds), { maxLength: most }));

test('reading with numbers, slices and new axes gives views', () => {
  check(
    1200,
    fc.property(anyIndexed(BASIC, 4), ([{ array, lists }, parts]) => {
      const chosen = choose(lists.shape, parts);
      fc.pre(chosen !== null);
      const got = array.get(...chosen.index);
      agrees(
        got,
        nested(chosen.shape, (index) => lists.at(chosen.source(index)))
      );
      if (array.storage.cpu !== null) expect(got.storage).toBe(array.storage);
    })
  );
});

test("'...' stands for the axes that are not named", () => {
  check(
    400,
    fc.property(anyIndexed(BASIC, 2), anyPart(['number', 'slice']), ([{ array, lists }, parts], last) => {
      const named = [...parts, last].filter(({ kind }) => kind !== 'new axis').length;
      fc.pre(named <= array.ndim);
      const between = Array.from({ length: array.ndim - named }, (): Part => ({ kind: 'slice', numbers: [6, 6, 0] }));
      const chosen = choose(lists.shape, [...parts, ...between, last]);
      fc.pre(chosen !== null);
      const index = chosen.index.toSpliced(parts.length, between.length, '...');
      agrees(
        array.get(...index),
        nested(chosen.shape, (one) => lists.at(chosen.source(one)))
      );
    })
  );
});

test('reading with lists, arrays and masks beside everything else', () => {
  check(
    2000,
    fc.property(anyIndexed(ALL, 4), ([{ array, lists }, parts]) => {
      const chosen = choose(lists.shape, parts);
      fc.pre(chosen !== null);
      agrees(
        array.get(...chosen.index),
        nested(chosen.shape, (index) => lists.at(chosen.source(index)))
      );
    })
  );
});

/** A view into an array that owns its memory, so that writing through it shows up there. */
const writable = fc.tuple(
  anyShape(3, 4),
  fc.array(fc.constantFrom('transpose', 'slice', 'new axis'), { maxLength: 3 }),
  fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 12, maxLength: 12 })
);

test('assignment and addAt write where reading reads, also into views, and nowhere else', () => {
  check(
    1500,
    fc.property(
      writable,
      fc.array(anyPart(ALL), { maxLength: 3 }),
      fc.boolean(),
      fc.nat(2),
      ([shape, kinds, numbers], parts, add, form) => {
        const base = fresh(shape, 5);
        // The same view of the elements' own numbers tells where each element of the view lies.
        const size = base.array.size;
        const numbered = NDArray.wrap(
          Float64Array.from({ length: size }, (_, i) => i),
          shape,
          'float64'
        );
        const change = (array: NDArray): View =>
          kinds.reduce((view, kind) => applied(view, { kind, numbers }), { array, lists: base.lists });
        const { array, lists } = change(base.array);
        const place = change(numbered).array;
        const chosen = choose(lists.shape, parts);
        fc.pre(chosen !== null);
        const target = chosen.shape;
        // A number, an array of the full shape, or one that is stretched.
        const value =
          form === 0 ? null : fresh(form === 1 ? target : target.slice(1).map((one) => (one === 3 ? 1 : one)), 9);
        const expected = base.array.toFlat();
        for (const index of indicesOf(target)) {
          const at = place.get(...chosen.source(index)).item();
          const one = value === null ? 50 : stretch(value.lists, target).at(index);
          expected[at] = add ? expected[at]! + one : one;
        }
        if (add) array.addAt(chosen.index, value === null ? 50 : value.array);
        else array.set(chosen.index, value === null ? 50 : value.array);
        expect(base.array.toFlat().map((x) => x + 0)).toEqual(expected.map((x) => x + 0));
      }
    )
  );
});

test('a view is assigned to itself in another order as if it had been copied first', () => {
  const x = nd.arange(5);
  x.set([nd.slice()], nd.flip(x));
  expect(x.toFlat()).toEqual([4, 3, 2, 1, 0]);
  const y = nd.arange(4);
  y.set([nd.slice(1, null)], y.get(nd.slice(0, 3)));
  expect(y.toFlat()).toEqual([0, 0, 1, 2]);
  const z = nd.arange(4);
  z.set([[0, 1, 2, 3]], nd.flip(z));
  expect(z.toFlat()).toEqual([3, 2, 1, 0]);
});

test('views without elements can be reshaped', () => {
  expect(nd.zeros([0, 3, 2]).transpose(2, 0, 1).reshape(3, 0).shape).toEqual([3, 0]);
  expect(nd.zeros([4, 3]).T.get(nd.slice(1, 1)).reshape(-1).shape).toEqual([0]);
});

test('an integer array without axes is a number, beside a list as well', () => {
  const x = nd.arange(24).reshape(2, 3, 4);
  expect(x.get(nd.array(1, 'int32'), nd.slice(), [0, 2]).toArray()).toEqual(x.get(1, nd.slice(), [0, 2]).toArray());
  expect(x.get(nd.array(1, 'int32'), 2).toArray()).toEqual(x.get(1, 2).toArray());
});
