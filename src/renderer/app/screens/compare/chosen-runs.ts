/** Which of the recorded runs are compared, shown and drawn in full: look-ups by id. Pure. */
import type { RunId } from '@ipc/ids.ts';
import type { Curve, RunSummary } from '@ipc/runs.ts';

/** The rows of these runs, in the order in which they were chosen, and the ids that nobody knows. */
export function chosenRuns(
  ids: readonly RunId[],
  rows: readonly RunSummary[]
): { runs: RunSummary[]; missing: RunId[] } {
  const known = new Map(rows.map((run) => [run.id, run]));
  return { runs: ids.flatMap((id) => known.get(id) ?? []), missing: ids.filter((id) => !known.has(id)) };
}

/** Runs of which some curve has fewer points than there are. */
export const thinnedRuns = (curves: readonly Curve[]): Set<RunId> =>
  new Set(curves.filter((one) => one.step.length < one.total).map((one) => one.run));

export const idSet = (ids: readonly RunId[]): ReadonlySet<RunId> => new Set(ids);

/** Those of the runs that are not among the others. */
export function runsWithout(runs: readonly RunSummary[], others: readonly { run: RunSummary }[]): RunSummary[] {
  const there = new Set(others.map((one) => one.run.id));
  return runs.filter((run) => !there.has(run.id));
}
