import { expect, test } from 'vitest';
import { stagesOf, total, type Sizes } from './brackets.ts';

const SIZES: Sizes = { y: 1, b: 4, a: 5, x: 6 };
const costsOf = (sizes: Sizes, direction: 'output' | 'input') => stagesOf(sizes, direction).at(-1)?.costs ?? [];

test('from the output: a row times a matrix, twice', () => {
  expect(costsOf(SIZES, 'output')).toEqual([1 * 4 * 5, 1 * 5 * 6]);
});

test('from the input: a matrix times a matrix, then the row', () => {
  expect(costsOf(SIZES, 'input')).toEqual([4 * 5 * 6, 1 * 4 * 6]);
});

test('both end at dy/dx, whatever came first', () => {
  for (const direction of ['output', 'input'] as const) {
    const stages = stagesOf(SIZES, direction);
    expect(stages.map(({ factors }) => factors.length)).toEqual([3, 2, 1]);
    expect(stages.at(-1)?.factors).toEqual([{ of: 'y', by: 'x', rows: 1, columns: 6, product: true }]);
  }
});

test('with many outputs and one input the input is the better end', () => {
  const turned: Sizes = { y: 6, b: 5, a: 4, x: 1 };
  expect(total(costsOf(turned, 'input'))).toBeLessThan(total(costsOf(turned, 'output')));
});

test('the figures of the lesson', () => {
  const network: Sizes = { y: 1, b: 100, a: 100, x: 1000 };
  expect(total(costsOf(network, 'output'))).toBe(110_000);
  expect(total(costsOf(network, 'input'))).toBe(10_100_000);
});
