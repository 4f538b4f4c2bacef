/**
 * The lines, areas and marks of a frame as lists of pixels, for canvas and for files alike. Pure.
 * A line is a list of stretches: it breaks where a value is missing.
 */
import type { Trace } from './decimate.ts';
import type { Frame, FramedCurve } from './frame.ts';
import type { OverlayCurve } from './overlay-curve.ts';

export interface Pixel {
  x: number;
  y: number;
}

/** A point between two missing ones has no line: a short dash keeps it visible. */
const DASH = 3;

export function stretchesOf(trace: Trace, frame: Frame): Pixel[][] {
  const found: Pixel[][] = [];
  let open: Pixel[] = [];
  const close = () => {
    const [only] = open;
    if (open.length === 1 && only)
      open = [
        { x: only.x - DASH, y: only.y },
        { x: only.x + DASH, y: only.y }
      ];
    if (open.length > 0) found.push(open);
    open = [];
  };
  for (let i = 0; i < trace.x.length; i++) {
    const y = trace.y[i] ?? NaN;
    if (Number.isNaN(y)) close();
    else open.push({ x: frame.x(trace.x[i] ?? NaN), y: frame.y(y) });
  }
  close();
  return found;
}

/** The band of a group as closed areas; on a log axis it ends at the lowest value that is shown. */
export function areasOf({ x, band }: OverlayCurve, frame: Frame): Pixel[][] {
  if (band === null) return [];
  const found: Pixel[][] = [];
  let upper: Pixel[] = [];
  let lower: Pixel[] = [];
  const close = () => {
    if (upper.length > 1) found.push([...upper, ...lower.toReversed()]);
    upper = [];
    lower = [];
  };
  const place = (y: number) => (frame.logY && y <= 0 ? frame.bottom : frame.y(y));
  for (let i = 0; i < x.length; i++) {
    const at = x[i] ?? NaN;
    const [low, high] = [band.low[i] ?? NaN, band.high[i] ?? NaN];
    if (frame.logX && at <= 0) continue;
    if (!Number.isFinite(low) || !Number.isFinite(high) || (frame.logY && high <= 0)) close();
    else {
      upper.push({ x: frame.x(at), y: place(high) });
      lower.push({ x: frame.x(at), y: place(low) });
    }
  }
  close();
  return found;
}

/** Where a curve's markers sit: `most` places along the window, at points that are drawn. */
export function markersOf(trace: Trace, frame: Frame, most: number, shift: number): Pixel[] {
  const places: Pixel[] = [];
  const every = (frame.right - frame.left) / most;
  let next = frame.left + every * (0.15 + 0.7 * shift);
  for (let i = 0; i < trace.x.length; i++) {
    const y = trace.y[i] ?? NaN;
    const x = frame.x(trace.x[i] ?? NaN);
    if (Number.isNaN(y) || x < next || x > frame.right) continue;
    places.push({ x, y: frame.y(y) });
    while (next <= x) next += every;
  }
  return places;
}

/** Crosses at the foot of the chart, where something is NaN, infinite or not positive on a log axis. */
export function crossesOf({ curve, line, raw }: FramedCurve, frame: Frame): Pixel[][] {
  const seen = new Set<number>();
  for (const x of [...(raw ?? line).gaps, ...curve.marks])
    if (x >= frame.window[0] && x <= frame.window[1] && (!frame.logX || x > 0)) seen.add(Math.round(frame.x(x)));
  return [...seen].flatMap((x) => markerShape('cross', { x, y: frame.bottom - 5 }, 4).lines);
}

/** The corners of a marker around a place; two strokes for a cross. */
export function markerShape(
  marker: OverlayCurve['marker'],
  { x, y }: Pixel,
  r: number
): { lines: Pixel[][]; closed: boolean } {
  const at = (dx: number, dy: number): Pixel => ({ x: x + dx * r, y: y + dy * r });
  switch (marker) {
    case 'circle':
      return {
        lines: [Array.from({ length: 12 }, (_, i) => at(Math.cos((i * Math.PI) / 6), Math.sin((i * Math.PI) / 6)))],
        closed: true
      };
    case 'square':
      return { lines: [[at(-0.9, -0.9), at(0.9, -0.9), at(0.9, 0.9), at(-0.9, 0.9)]], closed: true };
    case 'triangle':
      return { lines: [[at(0, -1.1), at(1, 0.8), at(-1, 0.8)]], closed: true };
    case 'diamond':
      return { lines: [[at(0, -1.2), at(1.2, 0), at(0, 1.2), at(-1.2, 0)]], closed: true };
    case 'cross':
      return {
        lines: [
          [at(-1, -1), at(1, 1)],
          [at(-1, 1), at(1, -1)]
        ],
        closed: false
      };
    default:
      return marker satisfies never;
  }
}
