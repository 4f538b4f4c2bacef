import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thin } from './thin.ts';

const curve = (values: number[]): Float64Array => Float64Array.from(values);

test('a short curve is left as it is', () => {
  expect([...thin(curve([3, NaN, 1]), 3)]).toEqual([0, 1, 2]);
  expect([...thin(curve([]), 2)]).toEqual([]);
});

test('first, last, lowest, highest stay, and there are at most `points` rows in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 500 }),
      fc.integer({ min: 4, max: 100 }),
      (values, points) => {
        const kept = [...thin(curve(values), points)];
        expect(kept.length).toBeLessThanOrEqual(points);
        expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
        expect(kept[0]).toBe(0);
        expect(kept.at(-1)).toBe(values.length - 1);
        expect(Math.min(...kept.map((i) => values[i]!))).toBe(Math.min(...values));
        expect(Math.max(...kept.map((i) => values[i]!))).toBe(Math.max(...values));
      }
    ),
    { seed: 1 }
  );
});

test('a NaN is never thinned away, not even a single one', () => {
  for (const at of [1, 777, 9998]) {
    const values = curve(Array.from({ length: 10_000 }, (_, i) => (i === at ? NaN : Math.sin(i))));
    expect([...thin(values, 100)]).toContain(at);
  }
  const broken = curve(Array.from({ length: 10_000 }, (_, i) => (i >= 4321 ? NaN : i)));
  const kept = [...thin(broken, 50)];
  expect(kept.length).toBeLessThanOrEqual(50);
  expect(kept).toContain(4321);
});
