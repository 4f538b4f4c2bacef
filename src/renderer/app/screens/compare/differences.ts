/**
 * What differs between runs, and only that: parameters, seed, data, metrics, environment, code. A column is one property
 * with a value for each run. A value that one run has and another has not differs as well. Pure.
 */
import type { RunDetail } from '@ipc/runs.ts';
import { compareCells, type Cell } from './run-values.ts';

export type Group = 'run' | 'config' | 'data' | 'metrics' | 'environment' | 'code';

export interface Column {
  group: Group;
  /** 'lr', 'loss', 'seed': a name as the learner wrote it, or a key of a text for group 'run'. */
  name: string;
  /** One for each run, in their order; null where a run has none. A file's text is given as its variant, 'A', 'B', ... */
  values: Cell[];
}

export interface Sort {
  /** Index of a column; -1 is the run's title. */
  column: number;
  down: boolean;
}

export function differences(runs: readonly RunDetail[]): Column[] {
  return allColumns(runs).filter((column) => differs(column.values));
}

/** Names of the files whose text is not the same in all runs. */
export function changedFiles(runs: readonly RunDetail[]): string[] {
  const names = new Set(runs.flatMap((run) => Object.keys(run.files)));
  return [...names].sort().filter((name) => differs(runs.map((run) => run.files[name] ?? null)));
}

/** The order of the runs by a column, as indices. Runs without a value come last in both directions. */
export function sortedRuns(runs: readonly RunDetail[], columns: readonly Column[], { column, down }: Sort): number[] {
  const values = column < 0 ? runs.map((run): Cell => run.title) : (columns[column]?.values ?? []);
  const none = (i: number) => Number((values[i] ?? null) === null);
  const order = (a: number, b: number) => compareCells(values[a] ?? null, values[b] ?? null) * (down ? -1 : 1);
  return runs.map((_, i) => i).sort((a, b) => none(a) - none(b) || order(a, b) || a - b);
}

function allColumns(runs: readonly RunDetail[]): Column[] {
  const column = (group: Group, name: string, value: (run: RunDetail) => Cell | undefined): Column => ({
    group,
    name,
    values: runs.map((run) => value(run) ?? null)
  });
  const keys = (of: (run: RunDetail) => object) => [...new Set(runs.flatMap((run) => Object.keys(of(run))))].sort();
  const dataNames = [...new Set(runs.flatMap((run) => run.data.map((one) => one.name)))].sort();
  return [
    ...keys((run) => run.config).map((name) => column('config', name, (run) => run.config[name])),
    column('run', 'seed', (run) => run.seed),
    ...dataNames.map((name) => column('data', name, (run) => run.data.find((one) => one.name === name)?.sha256)),
    column('run', 'lesson', (run) => run.lesson),
    column('run', 'status', (run) => run.status),
    column('run', 'steps', (run) => run.steps),
    column('run', 'device', (run) => run.device),
    column('run', 'deviceName', (run) => run.deviceName),
    ...keys((run) => run.metrics).flatMap((name) => [
      column('metrics', `${name}.last`, (run) => run.metrics[name]?.last),
      column('metrics', `${name}.best`, (run) => run.metrics[name]?.best)
    ]),
    column('run', 'seconds', (run) => run.seconds),
    ...keys((run) => run.environment).map((name) => column('environment', name, (run) => run.environment[name])),
    ...keys((run) => run.files).map((name): Column => ({
      group: 'code',
      name,
      values: variants(runs.map((run) => run.files[name] ?? null))
    }))
  ];
}

/** Equal texts get equal letters, in the order in which they come. */
function variants(texts: readonly (string | null)[]): Cell[] {
  const seen = new Map<string, string>();
  return texts.map((text) => {
    if (text === null) return null;
    const found = seen.get(text) ?? letters(seen.size);
    seen.set(text, found);
    return found;
  });
}

/** A to Z, then AA, AB, ... */
const letters = (n: number): string =>
  (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

const differs = (values: readonly Cell[]) => values.some((value) => !Object.is(value, values[0]));
