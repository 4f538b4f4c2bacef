import { describe, expect, it } from 'vitest';
import { sampleRun } from '../runs/sample-runs.ts';
import { scatterOf } from './scatter-points.ts';

const run = (id: string, value: unknown, loss: number) =>
  sampleRun(id, { config: value === undefined ? {} : { p: value }, metrics: { loss: { last: loss, best: loss / 2 } } });
const places = (runs: ReturnType<typeof run>[]) => {
  const { points, categories, without, broken } = scatterOf(runs, 'config.p', 'loss', 'last');
  return { points: points.map(({ x, y }) => [x, y]), categories, without, broken: broken.map((one) => one.id) };
};

describe('a parameter against a metric', () => {
  it('has numbers on a number axis', () => {
    const made = places([run('a', 0.5, 4), run('b', 0.1, 6)]);
    expect(made).toEqual({
      points: [
        [0.1, 6],
        [0.5, 4]
      ],
      categories: null,
      without: 0,
      broken: []
    });
  });
  it('has categories for texts and truth values, numbers first', () => {
    expect(places([run('a', 'tanh', 4), run('b', 'relu', 6), run('c', 'tanh', 2)]).categories).toEqual([
      'relu',
      'tanh'
    ]);
    const mixed = places([run('a', true, 1), run('b', 2, 2), run('c', false, 3)]);
    expect(mixed.categories).toEqual(['2', 'false', 'true']);
    expect(mixed.points).toEqual([
      [0, 2],
      [1, 3],
      [2, 1]
    ]);
  });
  it('counts runs without the parameter and names those whose metric is NaN', () => {
    const made = places([run('a', 1, NaN), run('b', undefined, 1), run('c', 2, 3)]);
    expect(made).toEqual({ points: [[2, 3]], categories: null, without: 1, broken: ['a'] });
  });
});
