/** The part of x that is shown: zooming around a place and panning, in the space of the axis (linear or log). Pure. */
import type { Range } from '../curve-maths.ts';

/** Zooming in further than this part of the whole shows nothing but rounding. */
const SMALLEST = 1e-6;

/** The window after zooming by `factor` (below 1: closer) around `at`; null when everything is shown. */
export function zoomWindow(window: Range | null, full: Range, at: number, factor: number, log: boolean): Range | null {
  const { to, back } = spaceOf(log);
  const [first, last] = [to(full[0]), to(full[1])];
  const [low, high] = window === null ? [first, last] : [to(window[0]), to(window[1])];
  const centre = Math.min(Math.max(to(at), low), high);
  const next = [centre - (centre - low) * factor, centre + (high - centre) * factor] as const;
  if (next[1] - next[0] < (last - first) * SMALLEST) return window;
  return clipped(next[0], next[1], first, last, back);
}

/** The window after moving by a part of its own width; it stops at the ends of the data. */
export function panWindow(window: Range | null, full: Range, part: number, log: boolean): Range | null {
  if (window === null) return null;
  const { to, back } = spaceOf(log);
  const [first, last] = [to(full[0]), to(full[1])];
  const [low, high] = [to(window[0]), to(window[1])];
  const wide = high - low;
  const start = Math.min(Math.max(low + part * wide, first), last - wide);
  return [back(start), back(start + wide)];
}

function clipped(low: number, high: number, first: number, last: number, back: (x: number) => number): Range | null {
  if (low <= first && high >= last) return null;
  return [back(Math.max(low, first)), back(Math.min(high, last))];
}

const spaceOf = (log: boolean) =>
  log ? { to: Math.log, back: Math.exp } : { to: (x: number) => x, back: (x: number) => x };
