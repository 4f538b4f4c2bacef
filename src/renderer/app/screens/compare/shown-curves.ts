/**
 * Stored curves as the chart draws them: over step, epoch or time, smoothed with the raw values kept, one for each run or
 * a mean with its band for each group. Pure. Not here: how a group is summed up (run-groups.ts).
 */
import type { Curve, RunSummary } from '@ipc/runs.ts';
import { smooth } from '../../lib/charts/curve-maths.ts';
import type { OverlayCurve } from '../../lib/charts/overlay/overlay-curve.ts';
import { groupLook, runLook, type RunLook } from '../../lib/charts/run-colour.ts';
import type { LoadedCurve } from './compare-page.svelte.ts';
import type { CompareOptions } from './compare-options.ts';
import { groupCurve, groupRuns, readAt, type Points, type RunGroup } from './run-groups.ts';

/** The metric whose values are the epochs. */
export const EPOCH = 'epoch';

export interface RunCurve extends Points {
  run: RunSummary;
}

/** The curves of a metric over the chosen axis. A run without epochs has none over epochs. */
export function runCurves(
  runs: readonly RunSummary[],
  curves: readonly LoadedCurve[],
  metric: string,
  x: CompareOptions['x']
): RunCurve[] {
  const of = (name: string) => new Map(curves.filter((one) => one.name === name).map((one) => [one.run, one]));
  const values = of(metric);
  const epochs = x === 'epoch' ? of(EPOCH) : null;
  return runs.flatMap((run): RunCurve[] => {
    const curve = values.get(run.id);
    if (curve === undefined) return [];
    const bucket = 'nans' in curve ? { low: curve.low, high: curve.high, nans: curve.nans } : {};
    if (x !== 'epoch') return [{ run, x: curve[x], y: curve.value, ...bucket }];
    const epoch = epochs?.get(run.id);
    if (epoch === undefined) return [];
    return [{ run, ...overEpochs(curve, epoch), ...bucket }];
  });
}

/** Each step's epoch, read from the logged ones; before the first it is the first, after the last the last. */
function overEpochs(curve: Curve, epoch: Curve): Points {
  const logged = { x: epoch.step, y: epoch.value };
  const [first = NaN, last = NaN] = [epoch.value[0], epoch.value.at(-1)];
  const start = epoch.step[0] ?? 0;
  return { x: curve.step.map((step) => readAt(logged, step) ?? (step < start ? first : last)), y: curve.value };
}

/** One curve for each run. */
export function singleCurves(
  shown: readonly RunCurve[],
  smoothing: number,
  looks: ReadonlyMap<string, RunLook>
): OverlayCurve[] {
  return shown.map(({ run, x, y }) => {
    const { color, dash, marker } = looks.get(run.id) ?? runLook(run);
    const raw = smoothing > 0 ? y : null;
    return { id: run.id, name: run.title, color, dash, marker, x, y: smooth(y, smoothing), raw, marks: [], band: null };
  });
}

export interface ShownGroup {
  group: RunGroup;
  curve: OverlayCurve;
  /** How many runs each place's mean is of. */
  count: readonly number[];
  nans: readonly number[];
}

/** A mean with its band for each group. Its look belongs to the value that the runs share. */
export function groupCurves(
  shown: readonly RunCurve[],
  { group: key, spread, smoothing }: Pick<CompareOptions, 'group' | 'spread' | 'smoothing'>,
  nameOf: (group: RunGroup) => string
): ShownGroup[] {
  const byRun = new Map(shown.map((one) => [one.run.id, one]));
  return groupRuns(
    shown.map((one) => one.run),
    key
  ).map((group) => {
    const members = group.runs.flatMap((run) => byRun.get(run.id) ?? []);
    // What is smoothed is a mean over many rows: the extremes of its own rows say nothing about it.
    const made = groupCurve(
      smoothing > 0 ? members.map(({ x, y }) => ({ x, y: smooth(y, smoothing) })) : members,
      spread
    );
    const id = `${key}=${String(group.value)}`;
    const { color, dash, marker } = groupLook(id);
    const marks = made.x.filter((_, i) => (made.nans[i] ?? 0) > 0);
    const band = { low: made.low, high: made.high };
    const curve = { id, name: nameOf(group), color, dash, marker, x: made.x, y: made.mean, raw: null, marks, band };
    return { group, curve, count: made.count, nans: made.nans };
  });
}

/** Names of the metrics that some runs have, the loss first; the epochs are an axis and no metric. */
export function metricsOf(runs: readonly RunSummary[]): string[] {
  const rank = (name: string) => (name === 'loss' ? 0 : /loss/i.test(name) ? 1 : 2);
  return [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))]
    .filter((name) => name !== EPOCH)
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}
