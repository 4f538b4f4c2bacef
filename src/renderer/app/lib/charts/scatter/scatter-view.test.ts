import { describe, expect, it } from 'vitest';
import { placed, scatterView, type RunPoint } from './scatter-view.ts';

const point = (x: number, y: number): RunPoint => ({
  id: `${x} ${y}`,
  name: 'Run',
  color: 'red',
  marker: 'circle',
  x,
  y,
  label: String(x)
});
const request = { width: 500, height: 300, font: 12, logX: false, logY: false, categories: null };

describe('the view of a scatter', () => {
  it('has a category for each name, also for one alone', () => {
    const view = scatterView({
      ...request,
      points: [point(0, 1), point(1, 2)],
      categories: ['relu', 'a very long name of an activation function that goes on']
    })!;
    expect(view.xTicks.map((tick) => tick.label.slice(0, 4))).toEqual(['relu', 'a ve']);
    expect(view.xTicks[1]?.label).toContain('…');
    expect(view.xTicks[0]?.at).toBeGreaterThan(view.left);
    expect(scatterView({ ...request, points: [point(0, 1)], categories: ['relu'] })).not.toBeNull();
  });
  it('leaves out what has no place on a log axis, and only that', () => {
    const points = [point(0, 1), point(1, -1), point(2, 2)];
    expect(placed({ ...request, points, logX: true, logY: true })).toEqual([points[2]]);
    expect(placed({ ...request, points, logX: true, categories: ['a', 'b', 'c'] })).toEqual(points);
  });
  it('keeps points off the edges of a log axis', () => {
    const view = scatterView({ ...request, points: [point(0.001, 1), point(1, 2)], logX: true })!;
    expect(view.x(0.001)).toBeGreaterThan(view.left);
    expect(view.xTicks.map((tick) => tick.label)).toEqual(['0.001', '0.01', '0.1', '1']);
  });
});
