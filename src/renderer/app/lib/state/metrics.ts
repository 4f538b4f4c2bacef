/** Metrics of a running cell, gathered into the columns that charts take. Pure. */

const MOST_LIVE_POINTS = 20_000;

/** A metric as its chart takes it; replaced (not changed in place) when points arrive. */
export interface MetricSeries {
  name: string;
  x: number[];
  y: number[];
  time: number[];
}

/** Adds rows to their series; a step that comes again (after a resume) replaces what was drawn from there on. */
export function addMetrics(
  series: readonly MetricSeries[],
  rows: readonly { name: string; step: number; value: number; time: number }[]
): MetricSeries[] {
  const next = new Map(series.map((one) => [one.name, one]));
  const fresh = new Set<string>();
  for (const { name, step, value, time } of rows) {
    let one = next.get(name);
    if (!one || !fresh.has(name)) {
      one = one ? { name, x: [...one.x], y: [...one.y], time: [...one.time] } : { name, x: [], y: [], time: [] };
      next.set(name, one);
      fresh.add(name);
    }
    while (one.x.length > 0 && (one.x.at(-1) ?? -1) >= step) {
      one.x.pop();
      one.y.pop();
      one.time.pop();
    }
    one.x.push(step);
    one.y.push(value);
    one.time.push(time);
  }
  return [...next.values()].map(thinned);
}

/** The live curve of a very long run: every other point goes, what cannot be drawn (NaN) stays. The store keeps all. */
function thinned(series: MetricSeries): MetricSeries {
  if (series.x.length <= MOST_LIVE_POINTS) return series;
  const last = series.x.length - 1;
  const kept = series.x.map((_, i) => i).filter((i) => i % 2 === 0 || i === last || !Number.isFinite(series.y[i]));
  const pick = (column: number[]): number[] => kept.map((i) => column[i] ?? NaN);
  return { name: series.name, x: pick(series.x), y: pick(series.y), time: pick(series.time) };
}
