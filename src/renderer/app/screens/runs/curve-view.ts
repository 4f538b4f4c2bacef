/** How curves are looked at (x axis, log, smoothing, which metric), and stored curves as series of a chart. Pure. */
import type { Curve } from '@ipc/runs.ts';
import type { ChartSeries } from '../../lib/charts/curve-maths.ts';
import type { MetricSeries } from '../../lib/state/metrics.ts';

export interface CurveView {
  x: 'step' | 'time';
  logY: boolean;
  /** 0 is none. */
  smoothing: number;
  /** The metric that is compared; '' for the first. */
  metric: string;
}

export const FIRST_VIEW: CurveView = { x: 'step', logY: false, smoothing: 0, metric: '' };

/** Names of the metrics, the loss first. */
export function metricNames(curves: readonly Curve[]): string[] {
  const rank = (name: string) => (name === 'loss' ? 0 : /loss/i.test(name) ? 1 : 2);
  return [...new Set(curves.map((curve) => curve.name))].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** The curves of one metric as series, one for each run. */
export function curveSeries(
  curves: readonly Curve[],
  name: string,
  x: CurveView['x'],
  look: (run: Curve['run']) => { name: string; color: string; dash: string }
): ChartSeries[] {
  return curves
    .filter((curve) => curve.name === name)
    .map((curve) => ({ id: curve.run, ...look(curve.run), x: curve[x], y: curve.value }));
}

/** A metric of the cell that runs now, as the store will have it. */
export const liveCurve = (run: Curve['run'], { name, x, y, time }: MetricSeries): Curve => ({
  run,
  name,
  step: x,
  value: y,
  time,
  total: x.length
});
