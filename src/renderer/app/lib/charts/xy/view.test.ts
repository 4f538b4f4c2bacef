import { describe, expect, it } from 'vitest';
import type { ChartSeries } from '../curve-maths.ts';
import { pathOf } from './draw.ts';
import { moveStop, zoomed } from './keys.ts';
import { valuesAt } from './values-at.ts';
import { viewOf, type View } from './view.ts';

const series = (x: number[], y: number[], kind: 'line' | 'scatter' = 'line'): ChartSeries => ({
  id: 'a',
  name: 'loss',
  color: 'red',
  kind,
  x,
  y
});
const size = { width: 400, height: 240, font: 13, log: false, zoom: null };
const view = (one: ChartSeries, more: object = {}): View => viewOf({ ...size, series: [one], ...more })!;

describe('the view of a chart', () => {
  it('maps the data onto the plot area, within its margins', () => {
    const made = view(series([0, 100], [0, 1]));
    expect([made.x(0), made.x(100)]).toEqual([made.left, made.right]);
    expect(made.y(1)).toBe(made.top);
    expect(made.yTicks.map((tick) => tick.label)).toContain('0.4');
  });
  it('tells ticks apart that are far from zero and close to each other', () => {
    const labels = view(series([0, 1], [123456789, 123456838])).yTicks.map((tick) => tick.label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels).toContain('123456800');
  });
  it('labels powers of ten on a log axis', () => {
    const labels = view(series([0, 1], [0.001, 10]), { log: true }).yTicks.map((tick) => tick.label);
    expect(labels).toContain('0.1');
    expect(new Set(labels).size).toBe(labels.length);
  });
  it('has none without points or room', () => {
    expect(viewOf({ ...size, series: [series([0], [NaN])] })).toBeNull();
    expect(viewOf({ ...size, width: 40, series: [series([0, 1], [1, 2])] })).toBeNull();
  });
  it('fits y to the zoomed part of x', () => {
    const made = view(series([0, 1, 2, 3], [100, 2, 1, 1]), { zoom: [1, 3] });
    expect(made.y(2)).toBe(made.top);
  });
});

describe('drawing', () => {
  it('breaks the line at a NaN and keeps a lonely point visible', () => {
    const one = series([0, 1, 2, 3, 4], [1, 2, NaN, 3, NaN]);
    expect(pathOf(one, view(one)).match(/M/g)).toHaveLength(3);
  });
  it('draws each finite point of a scatter', () => {
    const one = series([2, 0, 1], [1, NaN, 3], 'scatter');
    expect(pathOf(one, view(one)).match(/A/g)?.length).toBeGreaterThanOrEqual(2);
  });
});

describe('the cursor', () => {
  it('reads the nearest point, and nothing beyond the ends of a curve', () => {
    const one = series([0, 10, 20], [5, 6, 7]);
    expect(valuesAt([one], 11).get('a')).toBe(6);
    expect(valuesAt([one], 25).has('a')).toBe(false);
  });
  it('moves by keys', () => {
    expect(moveStop('ArrowRight', -1, 5)).toBe(0);
    expect(moveStop('ArrowLeft', -1, 5)).toBe(4);
    expect(moveStop('ArrowRight', 4, 5)).toBe(4);
    expect(moveStop('End', 1, 5)).toBe(4);
    expect(moveStop('a', 1, 5)).toBeNull();
  });
  it('zooms around itself, never beyond the data', () => {
    const stops = [0, 25, 50, 75, 100];
    expect(zoomed(null, stops, 25, 0.5)).toEqual([12.5, 62.5]);
    expect(zoomed([40, 60], stops, 50, 2)).toEqual([30, 70]);
    expect(zoomed([10, 90], stops, 50, 2)).toBeNull();
  });
});
