import { describe, expect, it } from 'vitest';
import { gradOf } from '../../training/sample-observations.ts';
import { barsOf, columnAt, stripView } from './strip-view.ts';

const strip = (steps: number[], size = 1) =>
  stripView(
    steps.map((step) => gradOf('W', step, size)),
    600,
    140,
    13
  )!;

describe('a strip of histograms', () => {
  it('has a column for each, which meet half way between their steps', () => {
    const { edges, left, right } = strip([0, 10, 30]);
    expect(edges).toHaveLength(4);
    expect([edges[0], edges[3]]).toEqual([left, right]);
    const width = edges[3]! - edges[0]!;
    // From -7.5 to 37.5: the edges are at 5 and 20.
    expect((edges[1]! - left) / width).toBeCloseTo(12.5 / 45, 2);
    expect((edges[2]! - left) / width).toBeCloseTo(27.5 / 45, 2);
  });

  it('finds the column under a pixel, also beside the strip', () => {
    const view = strip([0, 10, 20]);
    expect([0, (view.edges[1]! + view.edges[2]!) / 2, 10_000].map((x) => columnAt(view, x))).toEqual([0, 1, 2]);
  });

  it('shows all values, and gives a single one room', () => {
    const view = strip([0, 10]);
    expect(view.y(-3)).toBeLessThanOrEqual(view.bottom);
    expect(view.y(3)).toBeGreaterThanOrEqual(view.top);
    const one = stripView([{ ...gradOf('b', 0, 1), low: 2, high: 2 }], 600, 140, 13)!;
    expect(one.y(2)).toBeCloseTo((one.top + one.bottom) / 2, 0);
  });

  it('is nothing without values', () => {
    expect(stripView([], 600, 140, 13)).toBeNull();
    expect(stripView([{ ...gradOf('b', 0, 1), counts: [0, 0] }], 600, 140, 13)).toBeNull();
  });

  it('counts bins as shares of the fullest', () => {
    const bars = barsOf({ ...gradOf('b', 0, 1), low: 0, high: 4, counts: [1, 0, 4, 2] });
    expect(bars).toEqual([
      { from: 0, to: 1, share: 0.25 },
      { from: 2, to: 3, share: 1 },
      { from: 3, to: 4, share: 0.5 }
    ]);
  });
});
