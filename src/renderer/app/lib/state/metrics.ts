/** Metrics of a running cell, gathered into the columns that charts take. Pure. */

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
  return [...next.values()];
}
