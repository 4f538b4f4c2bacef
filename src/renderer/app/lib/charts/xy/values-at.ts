/** What each series says at the cursor: its point nearest in x, if the cursor is within the series' own range. */
import type { ChartSeries } from '../curve-maths.ts';

export function valuesAt(series: readonly ChartSeries[], x: number): Map<string, number> {
  const found = new Map<string, number>();
  for (const one of series) {
    const value = one.y[nearestWithin(one.x, x)];
    if (value !== undefined) found.set(one.id, value);
  }
  return found;
}

/** For columns in any order (a path in the plane goes back and forth); -1 outside their range. */
function nearestWithin(column: readonly number[], x: number): number {
  let best = -1;
  let distance = Infinity;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < column.length; i++) {
    const value = column[i] ?? NaN;
    const away = Math.abs(value - x);
    if (away < distance) {
      best = i;
      distance = away;
    }
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return x < low || x > high ? -1 : best;
}
