import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NDArray } from './ndarray.ts';
import * as nd from './nd.ts';
import type { Index } from './indexing.ts';

const grid = nd.arange(24).reshape(2, 3, 4);

describe('several lists in an index', () => {
  test.each<[string, Index[], unknown]>([
    [
      'side by side',
      [
        [0, 1],
        [2, 0]
      ],
      [
        [8, 9, 10, 11],
        [12, 13, 14, 15]
      ]
    ],
    [
      'apart: their axis comes first',
      [[0, 1], nd.slice(), [3, 0]],
      [
        [3, 7, 11],
        [12, 16, 20]
      ]
    ],
    [
      'a number apart from a list',
      [0, nd.slice(), [1, 2]],
      [
        [1, 5, 9],
        [2, 6, 10]
      ]
    ],
    ['negative ones', [[-1], [-1], [-2]], [22]]
  ])('%s', (_name, index, expected) => {
    expect(grid.get(...index).toArray()).toEqual(expected);
  });

  test('broadcast against each other, and write', () => {
    const x = grid.copy();
    x.set([nd.array([[0], [1]], 'int32'), [0, 2]], -1);
    expect(x.get(nd.slice(), nd.slice(), 0).toArray()).toEqual([
      [-1, 4, -1],
      [-1, 16, -1]
    ]);
    x.addAt(
      [
        [0, 0],
        [1, 1]
      ],
      1
    );
    expect(x.get(0, 1).toArray()).toEqual([6, 7, 8, 9]);
  });

  test('a mask over several axes, also on a view', () => {
    const view = grid.transpose(2, 0, 1).copy().transpose(1, 2, 0);
    const mask = nd.greater(view, 20);
    expect(view.get(mask).toArray()).toEqual([21, 22, 23]);
    view.set([mask], 0);
    expect(view.get(1, 2).toArray()).toEqual([20, 0, 0, 0]);
    expect(view.get(...nd.nonzero(nd.equal(view, 20))).toArray()).toEqual([20]);
  });

  test('an index outside is named', () => {
    expect(() => grid.get([0, 2], [0, 0])).toThrow(/2 is outside of an axis of length 2/);
    expect(() => grid.get(0, 0, 0, [1])).toThrow(/4 indices are too many/);
  });

  test('any index picks what a slow look-up picks', () => {
    const part = fc.oneof(
      fc.integer({ min: -2, max: 1 }),
      fc.array(fc.integer({ min: -2, max: 1 }), { minLength: 2, maxLength: 2 }),
      fc.constant(nd.slice())
    );
    fc.assert(
      fc.property(fc.tuple(part, part, part), (index) => {
        const got = grid.get(...index);
        expect(got.toFlat()).toEqual(slow(index).flat(9));
      }),
      { seed: 1, numRuns: 1000 }
    );
  });

  /** NumPy's rule, element by element. */
  function slow(index: readonly Index[]): number[][] {
    const lists = index.map((one) => (Array.isArray(one) ? (one as number[]) : typeof one === 'number' ? [one] : null));
    const basic = !index.some((one) => Array.isArray(one));
    const count = Math.max(1, ...lists.map((list) => list?.length ?? 1));
    const listed = lists.flatMap((list, axis) => (list === null ? [] : [axis]));
    const free = [0, 1, 2].filter((axis) => !listed.includes(axis));
    const together = basic || listed.every((axis, i) => axis === (listed[0] ?? 0) + i);
    const front = together ? free.filter((axis) => axis < (listed[0] ?? 3)) : [];
    const behind = free.filter((axis) => !front.includes(axis));
    const result: number[][] = [];
    const visit = (order: (number | 'pick')[], place: number[], pick: number): void => {
      const [head, ...rest] = order;
      if (head === undefined) {
        const at = place.map((one, axis) => {
          const list = lists[axis];
          return list ? (list[list.length === 1 ? 0 : pick] ?? 0) : one;
        });
        result.push([grid.get(...at).item()]);
        return;
      }
      if (head === 'pick') for (let i = 0; i < count; i++) visit(rest, place, i);
      else for (let i = 0; i < grid.shape[head]!; i++) visit(rest, place.with(head, i), pick);
    };
    visit([...front, 'pick', ...behind], [0, 0, 0], 0);
    return result;
  }
});

describe('pieces', () => {
  test('split gives views', () => {
    const [a, b] = nd.split(grid, 2, 2);
    expect(a?.shape).toEqual([2, 3, 2]);
    expect(b?.storage).toBe(grid.storage);
    expect(nd.split(nd.arange(5), [1, 3]).map((one) => one.toArray())).toEqual([[0], [1, 2], [3, 4]]);
    expect(() => nd.split(nd.arange(5), 2)).toThrow(/length 5 cannot be cut into 2 equal parts/);
  });

  test('flip, repeat, tile, cumsum', () => {
    expect(
      nd
        .flip([
          [1, 2],
          [3, 4]
        ])
        .toArray()
    ).toEqual([
      [4, 3],
      [2, 1]
    ]);
    expect(
      nd
        .flip(
          [
            [1, 2],
            [3, 4]
          ],
          1
        )
        .toArray()
    ).toEqual([
      [2, 1],
      [4, 3]
    ]);
    expect(nd.repeat([[1, 2]], 2).toArray()).toEqual([1, 1, 2, 2]);
    expect(nd.repeat([[1, 2]], 2, 0).toArray()).toEqual([
      [1, 2],
      [1, 2]
    ]);
    expect(nd.tile([1, 2], [2, 2]).toArray()).toEqual([
      [1, 2, 1, 2],
      [1, 2, 1, 2]
    ]);
    expect(
      nd
        .cumsum([
          [1, 2],
          [3, 4]
        ])
        .toArray()
    ).toEqual([1, 3, 6, 10]);
    expect(
      nd
        .cumsum(
          [
            [1, 2],
            [3, 4]
          ],
          0
        )
        .toArray()
    ).toEqual([
      [1, 2],
      [4, 6]
    ]);
    expect(
      nd
        .cumsum(
          [
            [1, 2],
            [3, 4]
          ],
          -1
        )
        .toArray()
    ).toEqual([
      [1, 3],
      [3, 7]
    ]);
  });
});

describe('sorting', () => {
  test('along an axis, NaN last, equal ones in their order', () => {
    expect(nd.sort([3, NaN, -Infinity, 2]).toArray()).toEqual([-Infinity, 2, 3, NaN]);
    expect(
      nd
        .sort(
          [
            [3, 1],
            [2, 4]
          ],
          0
        )
        .toArray()
    ).toEqual([
      [2, 1],
      [3, 4]
    ]);
    expect(
      nd
        .sort(
          [
            [3, 1],
            [2, 4]
          ],
          null
        )
        .toArray()
    ).toEqual([1, 2, 3, 4]);
    expect(nd.argsort([2, 1, 2, 1]).toArray()).toEqual([1, 3, 0, 2]);
    expect(nd.unique([2, NaN, 1, 2, NaN]).toArray()).toEqual([1, 2, NaN]);
  });
});

describe('truth', () => {
  test('all, any, equal', () => {
    expect(
      nd
        .all(
          [
            [1, 0],
            [2, 3]
          ],
          1
        )
        .toArray()
    ).toEqual([0, 1]);
    expect(
      nd
        .any(
          [
            [0, 0],
            [0, NaN]
          ],
          1
        )
        .toArray()
    ).toEqual([0, 1]);
    expect(nd.all([1, 2]).dtype).toBe('bool');
    expect(nd.arrayEqual([1, 2], nd.array([1, 2], 'int32'))).toBe(true);
    expect(nd.arrayEqual([NaN], [NaN])).toBe(false);
    expect(nd.isnan(NDArray.scalar(NaN)).item()).toBe(1);
    expect(nd.isfinite([1, Infinity]).toArray()).toEqual([1, 0]);
    expect(nd.isinf([1, -Infinity]).toArray()).toEqual([0, 1]);
    expect(nd.logicalAnd([2, 0], [3, 1]).toArray()).toEqual([1, 0]);
    expect(nd.logicalOr([2, 0], [0, 0]).toArray()).toEqual([1, 0]);
    expect(
      nd
        .nonzero([
          [0, 5],
          [6, 0]
        ])
        .map((one) => one.toArray())
    ).toEqual([
      [0, 1],
      [1, 0]
    ]);
  });
});
