/**
 * Arithmetic of curves, without drawing: smoothing, extents, what cannot be drawn, the nearest point, thinning.
 * A value that is not a number is never dropped in silence: it breaks the line and is listed in `gaps`.
 */

/** What every chart draws. `x` and `y` have the same length and `x` does not decrease for kind 'line'. */
export interface ChartSeries {
  id: string;
  name: string;
  /** A CSS colour, may be a `var(...)`. */
  color: string;
  /** As SVG's stroke-dasharray; '' or absent is solid. */
  dash?: string;
  kind?: 'line' | 'scatter';
  x: readonly number[];
  y: readonly number[];
}

/** [lowest, highest] */
export type Range = [number, number];

/** A place at which a series has no point: the value is NaN or infinite, or not positive on a log axis. */
export interface Gap {
  series: string;
  x: number;
  value: number;
}

const drawable = (y: number, log: boolean) => Number.isFinite(y) && (!log || y > 0);

/**
 * Exponential moving average with the start corrected: s = Σ wᵏ y / Σ wᵏ over the values so far. `amount` is w, from 0
 * (none) to below 1. A NaN stays NaN and does not spoil what follows it.
 */
export function smooth(y: readonly number[], amount: number): readonly number[] {
  if (amount <= 0) return y;
  let sum = 0;
  let weight = 0;
  return y.map((value) => {
    if (!Number.isFinite(value)) return value;
    sum = sum * amount + value;
    weight = weight * amount + 1;
    return sum / weight;
  });
}

/** Lowest and highest drawable value of some columns; null when there is none. A single value gets room around it. */
export function extent(columns: readonly (readonly number[])[], log = false): Range | null {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    for (const value of column) {
      if (!drawable(value, log)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return null;
  if (low < high) return [low, high];
  if (log) return [low / 2, high * 2];
  const room = Math.abs(low) / 2 || 1;
  return [low - room, high + room];
}

/** Everything that cannot be drawn, in the order of the series. */
export function gapsOf(series: readonly ChartSeries[], log: boolean): Gap[] {
  const gaps: Gap[] = [];
  for (const one of series)
    one.y.forEach((value, i) => {
      const x = one.x[i];
      if (x !== undefined && !drawable(value, log)) gaps.push({ series: one.id, x, value });
    });
  return gaps;
}

/** The drawable stretches of a series, each as index pairs [from, to), so that a line breaks where a value is missing. */
export function stretches(y: readonly number[], log: boolean): [number, number][] {
  const found: [number, number][] = [];
  let start = -1;
  for (let i = 0; i <= y.length; i++) {
    const value = y[i];
    const ok = value !== undefined && drawable(value, log);
    if (ok && start < 0) start = i;
    if (!ok && start >= 0) {
      found.push([start, i]);
      start = -1;
    }
  }
  return found;
}

/** Index of the entry of a non-decreasing column that is nearest to `at`; -1 for an empty column. */
export function nearest(x: readonly number[], at: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  const before = x[low - 1];
  const after = x[low];
  if (before === undefined) return after === undefined ? -1 : low;
  if (after === undefined) return low - 1;
  return at - before <= after - at ? low - 1 : low;
}

/** All x values of some series, ascending, each once: the stops of the keyboard's cursor. */
export function stops(series: readonly ChartSeries[]): number[] {
  const first = series[0];
  if (first === undefined) return [];
  const alone = series.length === 1;
  const all = alone ? first.x : series.flatMap((one) => [...one.x]);
  return [...new Set(all)].filter((x) => Number.isFinite(x)).sort((a, b) => a - b);
}

/** At most `most` indices of a column of `length`, evenly spread, first and last kept. */
export function thin(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)));
}
