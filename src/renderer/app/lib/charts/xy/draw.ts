/** Traces a series onto a path: the same code draws into SVG (d3's path) and onto a canvas. */
import { path } from 'd3';
import { stretches, type ChartSeries } from '../curve-maths.ts';
import type { View } from './view.ts';

/** From this many points on, curves are drawn on a canvas. */
export const CANVAS_POINTS = 2000;

/** What both SVG paths and canvases offer. */
interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
}

const DOT = 3;

export function trace(pen: Pen, series: ChartSeries, view: View): void {
  if (series.kind === 'scatter') {
    for (const [x, y] of points(series, view)) {
      pen.moveTo(x + DOT, y);
      pen.arc(x, y, DOT, 0, 2 * Math.PI);
    }
    return;
  }
  for (const [from, to] of stretches(series.y, view.log)) {
    for (let i = from; i < to; i++) {
      const x = view.x(series.x[i] ?? NaN);
      const y = view.y(series.y[i] ?? NaN);
      if (i === from) pen.moveTo(x, y);
      // A point between two missing ones has no line: a short dash keeps it visible.
      if (to - from === 1) {
        pen.moveTo(x - DOT, y);
        pen.lineTo(x + DOT, y);
      } else pen.lineTo(x, y);
    }
  }
}

/** The series as the `d` of an SVG path, to a tenth of a pixel. */
export function pathOf(series: ChartSeries, view: View): string {
  const made = path();
  trace(pen(made), series, view);
  return made.toString();
}

const round = (value: number) => Math.round(value * 10) / 10;
const pen = (made: ReturnType<typeof path>): Pen => ({
  moveTo: (x, y) => made.moveTo(round(x), round(y)),
  lineTo: (x, y) => made.lineTo(round(x), round(y)),
  arc: (x, y, radius, from, to) => made.arc(round(x), round(y), radius, from, to)
});

function* points(series: ChartSeries, view: View): Generator<[number, number]> {
  for (let i = 0; i < series.x.length; i++) {
    const y = series.y[i];
    const x = series.x[i];
    if (x === undefined || y === undefined || !Number.isFinite(y) || (view.log && y <= 0)) continue;
    yield [view.x(x), view.y(y)];
  }
}

export const countPoints = (series: readonly ChartSeries[]): number => series.reduce((n, one) => n + one.x.length, 0);
