import { expect, test } from 'vitest';
import { ratioOf } from './pairs.ts';
import { pooled, type TraceSample } from './trace-samples.ts';

test('median and interval do not depend on the order, and outliers move neither', () => {
  const ratios = Array.from({ length: 30 }, (_, i) => 1 + i / 100);
  const { median, low, high, pairs } = ratioOf([...ratios].reverse());
  expect([median, pairs]).toEqual([(1.14 + 1.15) / 2, 30]);
  // The 10th and the 21st of thirty.
  expect([low, high]).toEqual([1.08, 1.21]);
  expect(ratioOf([...ratios.slice(0, 29), 50])).toEqual({ median, low, high, pairs });
  expect(ratioOf([3, 1, 2]).median).toBe(2);
});

test('samples of several processes count together', () => {
  const one = (ratios: number[], name = 'a'): TraceSample => ({
    case: name,
    what: 'on, against off',
    limit: 5,
    ratios
  });
  const costs = pooled([
    [one([1, 2]), one([9], 'b')],
    [one([3]), one([9], 'b')]
  ]);
  expect(costs.map(({ case: name, median, pairs }) => [name, median, pairs])).toEqual([
    ['a', 2, 3],
    ['b', 9, 2]
  ]);
});
