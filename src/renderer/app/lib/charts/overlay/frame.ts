/**
 * One picture of the overlay chart before it is painted: which part is shown, scales, ticks, and each curve decimated to
 * the columns of that picture. y fits what is in the window. Pure. Not here: painting (paint-frame.ts), files
 * (overlay-drawing.ts).
 */
import { scaleLinear, scaleLog } from 'd3';
import type { Range } from '../curve-maths.ts';
import { logTicks, ticksOf, type Scale, type Tick } from '../xy/view.ts';
import { decimate, lowerBound, type Axes, type Trace } from './decimate.ts';
import type { OverlayCurve } from './overlay-curve.ts';

export interface FramedCurve {
  curve: OverlayCurve;
  line: Trace;
  raw: Trace | null;
}

export interface Frame extends Axes {
  width: number;
  height: number;
  font: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: Scale;
  y: Scale;
  xTicks: Tick[];
  yTicks: Tick[];
  window: Range;
  curves: FramedCurve[];
}

export interface FrameRequest extends Axes {
  curves: readonly OverlayCurve[];
  width: number;
  height: number;
  /** Size of the axis text in pixels. */
  font: number;
  /** The part of x that is shown; null shows all. */
  window: Range | null;
  /** How many columns all curves together may have: a bound on the work of one picture. */
  columns: number;
}

/** The picture, or null when there is nothing that can be drawn or no room. */
export function frameOf({ curves, width, height, font, window, columns, logX, logY }: FrameRequest): Frame | null {
  const full = fullRange(curves, logX);
  if (full === null) return null;
  const shown = window ?? full;
  const layers = curves.reduce((n, one) => n + (one.raw === null ? 1 : 2), 0);
  const each = Math.max(40, Math.min(Math.round(width), Math.floor(columns / layers)));
  const axes = { logX, logY };
  const framed = curves.map((curve): FramedCurve => ({
    curve,
    line: decimate(curve.x, curve.y, shown, each, axes),
    raw: curve.raw === null ? null : decimate(curve.x, curve.raw, shown, each, axes)
  }));
  const rangeY = extentOf(framed, shown, logY);
  if (rangeY === null) return null;

  const bottom = height - Math.round(font * 3.2);
  const top = Math.round(font * 1.9);
  const rows = Math.max(2, Math.floor((bottom - top) / (font * 3)));
  const scaleY = logY ? scaleLog().domain(rangeY) : scaleLinear().domain(rangeY).nice(rows);
  if (logY && rangeY[1] / rangeY[0] > 100) scaleY.nice();
  scaleY.range([bottom, top]);
  const yTicks = ticksOf(scaleY, logY ? logTicks(scaleY.domain(), rows) : scaleY.ticks(rows));
  const longest = Math.max(...yTicks.map((tick) => tick.label.length), 3);
  const left = Math.round(font * (longest * 0.6 + 1.2));
  const right = width - Math.round(font * 1.4);
  if (right - left < font * 4 || bottom - top < font * 3) return null;
  const scaleX = (logX ? scaleLog() : scaleLinear()).domain(shown).range([left, right]);
  const across = Math.max(2, Math.floor((right - left) / (font * 6)));
  const xTicks = ticksOf(scaleX, logX ? logTicks(shown, across) : scaleX.ticks(across));
  const box = { width, height, font, left, right, top, bottom };
  return { ...box, ...axes, x: scaleX, y: scaleY, xTicks, yTicks, window: shown, curves: framed };
}

/** All of x that can be drawn; null when there is none. A single place gets room around it. */
export function fullRange(curves: readonly OverlayCurve[], logX: boolean): Range | null {
  let low = Infinity;
  let high = -Infinity;
  for (const { x } of curves) {
    const first = x[logX ? lowerBound(x, Number.MIN_VALUE) : 0];
    const last = x.at(-1);
    if (first === undefined || last === undefined) continue;
    low = Math.min(low, first);
    high = Math.max(high, last);
  }
  if (low > high) return null;
  if (low < high) return [low, high];
  return logX ? [low / 2, high * 2] : [low - 1, high + 1];
}

/** Lowest and highest value within the window, bands and raw curves included. */
function extentOf(curves: readonly FramedCurve[], [from, to]: Range, log: boolean): Range | null {
  let low = Infinity;
  let high = -Infinity;
  const take = (y: number) => {
    if (!Number.isFinite(y) || (log && y <= 0)) return;
    if (y < low) low = y;
    if (y > high) high = y;
  };
  for (const { curve, line, raw } of curves) {
    for (const trace of raw === null ? [line] : [line, raw])
      for (let i = 0; i < trace.y.length; i++) {
        const x = trace.x[i] ?? NaN;
        if (x >= from && x <= to) take(trace.y[i] ?? NaN);
      }
    if (curve.band !== null)
      for (let i = lowerBound(curve.x, from); i < curve.x.length && (curve.x[i] ?? Infinity) <= to; i++) {
        take(curve.band.low[i] ?? NaN);
        take(curve.band.high[i] ?? NaN);
      }
  }
  if (low > high) return null;
  if (low < high) return [low, high];
  if (log) return [low / 2, high * 2];
  const room = Math.abs(low) / 2 || 1;
  return [low - room, high + room];
}
