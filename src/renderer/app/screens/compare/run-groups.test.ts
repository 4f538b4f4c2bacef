import { describe, expect, it } from 'vitest';
import { sampleRun } from '../runs/sample-runs.ts';
import { groupCurve, groupRuns, readAt } from './run-groups.ts';
import { valueKeys, valueOf } from './run-values.ts';

describe('groups of runs', () => {
  const runs = [
    sampleRun('a', { config: { lr: 10, act: 'relu' }, seed: 1 }),
    sampleRun('b', { config: { lr: 0.1, act: 'relu' }, seed: 2 }),
    sampleRun('c', { config: { lr: 10, bias: true }, seed: 3 })
  ];
  it('are those with the same value, in the order of the values, runs without one last', () => {
    const ids = (key: string) => groupRuns(runs, key).map((group) => group.runs.map((run) => run.id).join());
    expect(ids('config.lr')).toEqual(['b', 'a,c']);
    expect(ids('config.act')).toEqual(['a,b', 'c']);
  });
  it('are offered for every parameter and for what differs of the run itself', () => {
    expect(valueKeys(runs)).toEqual(['config.act', 'config.bias', 'config.lr', 'run.seed', 'run.title']);
    expect(valueOf(runs[2]!, 'config.bias')).toBe(true);
    expect(valueOf(runs[0]!, 'run.seed')).toBe(1);
    expect(valueOf(runs[0]!, 'run.constructor')).toBeNull();
  });
});

describe('the mean of curves', () => {
  const x = [0, 1, 2];
  it('has the sample standard deviation around it', () => {
    const made = groupCurve(
      [
        { x, y: [1, 10, 3] },
        { x, y: [2, 10, 5] },
        { x, y: [6, 10, 7] }
      ],
      'deviation'
    );
    expect(made.mean).toEqual([3, 10, 5]);
    // Deviations from 3: −2, −1, 3, so Σ = 14 and s = √(14/2) = √7.
    expect(made.high[0]).toBeCloseTo(3 + Math.sqrt(7), 12);
    expect(made.low[1]).toBe(10);
    expect(made.high[2]).toBeCloseTo(7, 12);
    expect(made.count).toEqual([3, 3, 3]);
  });
  it('keeps small differences of large values', () => {
    const made = groupCurve(
      [1e9 + 1, 1e9 + 2, 1e9 + 3].map((y) => ({ x: [0], y: [y] })),
      'deviation'
    );
    expect(made.high[0]! - made.mean[0]!).toBe(1);
  });
  it('has no spread for one run, and the extremes where they are asked for', () => {
    expect(groupCurve([{ x, y: [1, 2, 3] }], 'deviation').high).toEqual([1, 2, 3]);
    const made = groupCurve(
      [1, 4, 9].map((y) => ({ x: [0], y: [y] })),
      'range'
    );
    expect([made.low, made.high]).toEqual([[1], [9]]);
  });
  it('counts a NaN and takes the mean of the others; all NaN stays NaN', () => {
    const made = groupCurve(
      [
        { x, y: [1, NaN, NaN] },
        { x, y: [3, 5, Infinity] }
      ],
      'deviation'
    );
    expect(made.mean).toEqual([2, 5, NaN]);
    expect(made.nans).toEqual([0, 1, 2]);
    expect(made.count).toEqual([2, 1, 0]);
  });
  it('reads runs with other places between their points, and only within their ends', () => {
    const made = groupCurve(
      [
        { x: [0, 2, 4], y: [0, 2, 4] },
        { x: [1, 2], y: [3, 6] }
      ],
      'range'
    );
    expect(made.x).toEqual([0, 1, 2, 4]);
    expect(made.mean).toEqual([0, 2, 4, 4]);
    expect(made.count).toEqual([1, 2, 2, 1]);
  });
  it('does not bridge a NaN', () => {
    expect(readAt({ x: [0, 2], y: [1, NaN] }, 1)).toBeNaN();
    expect(readAt({ x: [0, 2], y: [1, NaN] }, 0)).toBe(1);
    expect(readAt({ x: [0, 2], y: [1, 3] }, 3)).toBeUndefined();
  });
});
