import { describe, expect, it } from 'vitest';
import { extent, gapsOf, nearest, smooth, stops, stretches, thin, type ChartSeries } from './curve-maths.ts';

const series = (x: number[], y: number[]): ChartSeries => ({ id: 'a', name: 'loss', color: 'red', x, y });

describe('smooth', () => {
  it('leaves the curve alone without smoothing', () => {
    const y = [1, 2, 3];
    expect(smooth(y, 0)).toBe(y);
  });
  it('starts at the first value, and a constant stays constant', () => {
    expect(smooth([4, 4, 4], 0.9)).toEqual([4, 4, 4]);
    expect(smooth([2, 0], 0.5)).toEqual([2, 1 / 1.5]);
  });
  it('keeps a NaN where it is and goes on after it', () => {
    const [first, second, third] = smooth([1, NaN, 1], 0.5);
    expect([first, third]).toEqual([1, 1]);
    expect(second).toBeNaN();
  });
});

describe('what can be drawn', () => {
  it('has an extent without NaN, infinities and, on a log axis, values that are not positive', () => {
    expect(extent([[NaN, 3, Infinity], [-1]])).toEqual([-1, 3]);
    expect(extent([[0, 3, 5], [-1]], true)).toEqual([3, 5]);
    expect(extent([[NaN]])).toBeNull();
  });
  it('gives a single value room', () => {
    expect(extent([[2]])).toEqual([1, 3]);
    expect(extent([[0]])).toEqual([-1, 1]);
    expect(extent([[2]], true)).toEqual([1, 4]);
  });
  it('lists what is missing and breaks the line there', () => {
    const one = series([0, 1, 2, 3, 4], [1, NaN, 2, 0, 5]);
    expect(gapsOf([one], false)).toEqual([{ series: 'a', x: 1, value: NaN }]);
    expect(gapsOf([one], true)).toHaveLength(2);
    expect(stretches(one.y, false)).toEqual([
      [0, 1],
      [2, 5]
    ]);
  });
});

describe('places', () => {
  it('finds the nearest entry', () => {
    expect([-5, 0.4, 0.6, 9].map((at) => nearest([0, 1, 2], at))).toEqual([0, 0, 1, 2]);
    expect(nearest([], 1)).toBe(-1);
  });
  it('merges the stops of several series', () => {
    expect(stops([series([0, 2], [0, 0]), series([0, 1, 2], [0, 0, 0])])).toEqual([0, 1, 2]);
  });
  it('thins evenly and keeps both ends', () => {
    expect(thin(3, 5)).toEqual([0, 1, 2]);
    expect(thin(101, 5)).toEqual([0, 25, 50, 75, 100]);
  });
});
