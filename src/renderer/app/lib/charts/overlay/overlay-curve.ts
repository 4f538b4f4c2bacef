/** What the overlay chart draws: curves of many runs, each perhaps with its raw values or a band behind it. Pure types. */
import type { ChartSeries } from '../curve-maths.ts';
import type { Marker } from '../run-colour.ts';

export interface OverlayCurve extends ChartSeries {
  dash: string;
  marker: Marker;
  /** The values before smoothing, drawn faintly under `y`; null where nothing was smoothed. */
  raw: readonly number[] | null;
  /** Places with a cross at the foot besides its own gaps: where a run of a group is NaN and the mean is of the others. */
  marks: readonly number[];
  /** The spread of a group around its mean, as long as `x`; null for a single run. */
  band: { low: readonly number[]; high: readonly number[] } | null;
}
