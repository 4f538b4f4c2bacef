/**
 * What differs between runs, and only that: settings, seed, device, environment, metrics, code. Pure. A value that one run
 * has and another has not differs as well.
 */
import type { RunDetail } from '@ipc/runs.ts';

export type Group = 'run' | 'config' | 'metrics' | 'environment' | 'code';

export type Cell = string | number | boolean | null;

export interface Row {
  group: Group;
  /** 'lr', 'loss', 'seed': a name as the learner wrote it, or a key of a text for group 'run'. */
  name: string;
  /** One for each run, in their order; null where a run has none. */
  values: Cell[];
}

export function differences(runs: readonly RunDetail[]): Row[] {
  return allRows(runs).filter((row) => differs(row.values));
}

/** Names of the files whose text is not the same in all runs. */
export function changedFiles(runs: readonly RunDetail[]): string[] {
  const names = new Set(runs.flatMap((run) => Object.keys(run.files)));
  return [...names].sort().filter((name) => differs(runs.map((run) => run.files[name] ?? null)));
}

function allRows(runs: readonly RunDetail[]): Row[] {
  const row = (group: Group, name: string, value: (run: RunDetail) => Cell | undefined): Row => ({
    group,
    name,
    values: runs.map((run) => value(run) ?? null)
  });
  const keys = (of: (run: RunDetail) => object) => [...new Set(runs.flatMap((run) => Object.keys(of(run))))].sort();
  return [
    row('run', 'lesson', (run) => run.lesson),
    row('run', 'status', (run) => run.status),
    row('run', 'steps', (run) => run.steps),
    row('run', 'seed', (run) => run.seed),
    row('run', 'device', (run) => run.device),
    row('run', 'deviceName', (run) => run.deviceName),
    row('run', 'seconds', (run) => run.seconds),
    ...keys((run) => run.config).map((name) => row('config', name, (run) => run.config[name])),
    ...keys((run) => run.metrics).flatMap((name) => [
      row('metrics', `${name}.last`, (run) => run.metrics[name]?.last),
      row('metrics', `${name}.best`, (run) => run.metrics[name]?.best)
    ]),
    ...keys((run) => run.environment).map((name) => row('environment', name, (run) => run.environment[name])),
    ...keys((run) => run.files).map((name) => row('code', name, (run) => run.files[name]))
  ];
}

const differs = (values: readonly Cell[]) => values.some((value) => !Object.is(value, values[0]));
