/** What a curve says at a place: its nearest point, and nothing (NaN) beyond its ends. Pure. */
import { nearest, type ChartSeries } from '../curve-maths.ts';

export function valueAt({ x, y }: Pick<ChartSeries, 'x' | 'y'>, at: number): number {
  const first = x[0];
  const last = x.at(-1);
  if (first === undefined || last === undefined || at < first || at > last) return NaN;
  return y[nearest(x, at)] ?? NaN;
}
