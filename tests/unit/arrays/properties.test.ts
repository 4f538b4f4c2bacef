/** NDArray against slow, obvious nested lists on thousands of random arrays and views; the seed is fixed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShapeError } from '@engine/core/errors.ts';
import { anyView, type View } from './arbitrary-views.ts';
import { flatOf, indicesOf, listsOf, nested, type Nested, stretch, stretched } from './nested.ts';
import * as nd from '@engine/ndarray/nd.ts';
import type { NDArray } from '@engine/ndarray/ndarray.ts';

function check(runs: number, property: fc.IRawProperty<unknown, false>): void {
  fc.assert(property as fc.IProperty<unknown>, { numRuns: runs, seed: 20260101 });
}

/** Same shape, same numbers (a sum may round differently), NaN where NaN is. */
function agrees(got: NDArray, expected: Nested): void {
  expect(got.shape).toEqual(expected.shape);
  const wrong = got.toFlat().flatMap((x, i) => {
    const y = flatOf(expected)[i]!;
    return x === y || (Number.isNaN(x) && Number.isNaN(y)) || Math.abs(x - y) <= 1e-12 * Math.abs(y)
      ? []
      : [{ i, x, y }];
  });
  expect(wrong).toEqual([]);
}

const mod = (a: number, b: number): number => a - Math.floor(a / b) * b;
const BINARY: [string, (a: NDArray, b: NDArray) => NDArray, (a: number, b: number) => number][] = [
  ['add', (a, b) => a.add(b), (a, b) => a + b],
  ['sub', (a, b) => a.sub(b), (a, b) => a - b],
  ['mul', (a, b) => a.mul(b), (a, b) => a * b],
  ['div', (a, b) => a.div(b), (a, b) => a / b],
  ['maximum', nd.maximum, (a, b) => Math.max(a, b)],
  ['minimum', nd.minimum, (a, b) => Math.min(a, b)],
  ['mod', nd.mod, mod],
  ['less', nd.less, (a, b) => Number(a < b)],
  ['equal', nd.equal, (a, b) => Number(a === b)],
  ['greaterEqual', nd.greaterEqual, (a, b) => Number(a >= b)],
  ['radd', (a, b) => b.radd(a), (a, b) => a + b],
  ['rsub', (a, b) => b.rsub(a), (a, b) => a - b],
  ['rdiv', (a, b) => b.rdiv(a), (a, b) => a / b]
];

test('views: transpose, slices, new axes, stretching and reshape in any order', () => {
  check(
    1200,
    fc.property(anyView(), ({ array, lists }) => {
      agrees(array, lists);
      expect(array.toArray()).toEqual(listsOf(lists));
      agrees(array.copy(), lists);
      expect([array.size, array.ndim]).toEqual([flatOf(lists).length, lists.shape.length]);
    })
  );
});

describe('broadcasting', () => {
  test('of two views', () => {
    check(
      1500,
      fc.property(anyView(), anyView(), fc.nat(BINARY.length - 1), (a, b, which) => {
        const [, run, number] = BINARY[which]!;
        const shape = stretched(a.lists.shape, b.lists.shape);
        if (shape === null) {
          expect(() => run(a.array, b.array)).toThrow(ShapeError);
          return;
        }
        const [x, y] = [stretch(a.lists, shape), stretch(b.lists, shape)];
        agrees(
          run(a.array, b.array),
          nested(shape, (index) => number(x.at(index), y.at(index)))
        );
      })
    );
  });

  test('with a number on either side, and where', () => {
    check(
      300,
      fc.property(anyView(), fc.integer({ min: -5, max: 5 }), ({ array, lists }, c) => {
        agrees(
          array.sub(c),
          nested(lists.shape, (index) => lists.at(index) - c)
        );
        agrees(
          array.rsub(c),
          nested(lists.shape, (index) => c - lists.at(index))
        );
        agrees(
          nd.where(array.sub(c), array, c),
          nested(lists.shape, (index) => (lists.at(index) !== c ? lists.at(index) : c))
        );
      })
    );
  });

  test('in place, also where the operand is a view of the target', () => {
    check(
      600,
      fc.property(anyView(2), anyView(2), fc.constantFrom('iadd', 'isub', 'imul'), fc.boolean(), (a, b, how, self) => {
        const array = a.array.copy();
        const value = self ? overlapping({ array, lists: a.lists }) : b;
        const fits = stretched(array.shape, value.lists.shape);
        if (array.ndim === 0) return;
        if (fits === null || fits.join() !== array.shape.join()) {
          expect(() => array[how](value.array)).toThrow(ShapeError);
          return;
        }
        const operand = stretch(value.lists, array.shape);
        const number = {
          iadd: (p: number, q: number) => p + q,
          isub: (p: number, q: number) => p - q,
          imul: (p: number, q: number) => p * q
        }[how];
        array[how](value.array);
        agrees(
          array,
          nested(array.shape, (index) => number(a.lists.at(index), operand.at(index)))
        );
      })
    );
  });
});

/** A view of the same memory in which elements lie elsewhere: reversed, and turned where it is square. */
function overlapping({ array, lists }: View): View {
  const square = array.ndim === 2 && array.shape[0] === array.shape[1];
  const view = square ? nd.flip(array).T : nd.flip(array);
  const last = array.shape.map((length) => length - 1);
  return {
    array: view,
    lists: nested(array.shape, (index) => {
      const back = (square ? index.toReversed() : index).map((i, axis) => last[axis]! - i);
      return lists.at(back);
    })
  };
}

describe('reductions', () => {
  const axes = fc.option(fc.array(fc.integer({ min: -4, max: 3 }), { minLength: 1, maxLength: 3 }), { nil: null });
  const KINDS = ['sum', 'mean', 'max', 'min'] as const;

  test('over all axes, one or several, from either end, with and without keepdims', () => {
    check(
      1500,
      fc.property(
        anyView(),
        axes,
        fc.boolean(),
        fc.constantFrom(...KINDS),
        fc.boolean(),
        (view, axis, keep, kind, one) => {
          const { array, lists } = view;
          const given = axis === null ? null : one ? axis[0]! : axis;
          const gone =
            axis === null ? lists.shape.map((_, i) => i) : [given!].flat().map((a) => (a < 0 ? a + array.ndim : a));
          const run = (): NDArray => array[kind](given, keep);
          if (gone.some((a) => a < 0 || a >= array.ndim) || new Set(gone).size < gone.length) {
            expect(run).toThrow(ShapeError);
            return;
          }
          const shape = lists.shape.flatMap((length, i) => (gone.includes(i) ? (keep ? [1] : []) : [length]));
          const members = (index: readonly number[]): number[] =>
            indicesOf(lists.shape)
              .filter((full) => full.filter((_, i) => !gone.includes(i)).join() === kept(index, gone, keep).join())
              .map((full) => lists.at(full));
          if (flatOf(lists).length === 0 && indicesOf(shape).length > 0 && (kind === 'max' || kind === 'min')) {
            expect(run).toThrow(/has no elements/);
            return;
          }
          agrees(
            run(),
            nested(shape, (index) => reduced(kind, members(index)))
          );
        }
      )
    );
  });

  test('argmax and argmin give the first', () => {
    check(
      500,
      fc.property(anyView(), fc.option(fc.nat(2), { nil: null }), ({ array, lists }, axis) => {
        fc.pre(array.size > 0 && (axis === null || axis < array.ndim));
        const gone = axis === null ? lists.shape.map((_, i) => i) : [axis];
        const shape = lists.shape.filter((_, i) => !gone.includes(i));
        const members = (index: readonly number[]): number[] =>
          indicesOf(lists.shape)
            .filter((full) => full.filter((_, i) => !gone.includes(i)).join() === index.join())
            .map((full) => lists.at(full));
        agrees(
          array.argmax(axis),
          nested(shape, (index) => first(members(index), Math.max(...members(index))))
        );
        agrees(
          array.argmin(axis),
          nested(shape, (index) => first(members(index), Math.min(...members(index))))
        );
      })
    );
  });
});

function kept(index: readonly number[], gone: readonly number[], keepdims: boolean): readonly number[] {
  return keepdims ? index.filter((_, i) => !gone.includes(i)) : index;
}

function first(values: readonly number[], value: number): number {
  return values.indexOf(value);
}

function reduced(kind: 'sum' | 'mean' | 'max' | 'min', values: readonly number[]): number {
  const sum = values.reduce((a, b) => a + b, 0);
  if (kind === 'sum') return sum;
  if (kind === 'mean') return sum / values.length;
  return kind === 'max' ? Math.max(...values) : Math.min(...values);
}

describe('products and joins', () => {
  test('matmul of views', () => {
    check(
      400,
      fc.property(anyView(2), anyView(2), (a, b) => {
        fc.pre(a.array.ndim === 2 && b.array.ndim === 2);
        const [m = 0, k = 0] = a.lists.shape;
        const [rows = 0, n = 0] = b.lists.shape;
        if (k !== rows) {
          expect(() => a.array.matmul(b.array)).toThrow(ShapeError);
          return;
        }
        const product = ([i = 0, j = 0]: readonly number[]): number => {
          let sum = 0;
          for (let l = 0; l < k; l++) sum += a.lists.at([i, l]) * b.lists.at([l, j]);
          return sum;
        };
        agrees(a.array.matmul(b.array), nested([m, n], product));
      })
    );
  });

  test('concatenate and stack', () => {
    check(
      400,
      fc.property(anyView(), fc.nat(3), fc.boolean(), ({ array, lists }, at, flipped) => {
        const other = flipped ? nd.flip(array) : array;
        const last = lists.shape.map((length) => length - 1);
        const second = (index: readonly number[]): number =>
          lists.at(flipped ? index.map((i, axis) => last[axis]! - i) : index);
        if (at < array.ndim) {
          const length = lists.shape[at]!;
          agrees(
            nd.concatenate([array, other], at),
            nested(lists.shape.with(at, 2 * length), (index) =>
              index[at]! < length ? lists.at(index) : second(index.with(at, index[at]! - length))
            )
          );
        }
        if (at <= array.ndim)
          agrees(
            nd.stack([array, other], at),
            nested(lists.shape.toSpliced(at, 0, 2), (index) =>
              index[at] === 0 ? lists.at(index.toSpliced(at, 1)) : second(index.toSpliced(at, 1))
            )
          );
      })
    );
  });
});
