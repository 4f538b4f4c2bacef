/**
 * The values of a run that runs can be grouped by and set against a metric: its parameters and a few of its own properties.
 * A key is 'config.lr' or 'run.device'. Pure. Not here: everything that can differ (differences.ts).
 */
import type { RunSummary } from '@ipc/runs.ts';

export type Cell = string | number | boolean | null;

const OWN = ['seed', 'lesson', 'device', 'title'] as const;
type Own = (typeof OWN)[number];

/** The keys of some runs, parameters first; a property of its own only where it differs. */
export function valueKeys(runs: readonly RunSummary[]): string[] {
  const config = [...new Set(runs.flatMap((run) => Object.keys(run.config)))].sort().map((name) => `config.${name}`);
  const own = OWN.map((name) => `run.${name}`).filter(
    (key) => new Set(runs.map((run) => valueOf(run, key))).size > 1 && !config.includes(key.replace('run.', 'config.'))
  );
  return [...config, ...own];
}

export function valueOf(run: RunSummary, key: string): Cell {
  const name = key.slice(key.indexOf('.') + 1);
  if (key.startsWith('config.')) return run.config[name] ?? null;
  return isOwn(name) ? run[name] : null;
}

/** 'lr' of 'config.lr'; null for a property of the run itself, which has a word in every language. */
export const parameterName = (key: string): string | null => (key.startsWith('config.') ? key.slice(7) : null);

export const ownName = (key: string): Own | null => {
  const name = key.slice(4);
  return key.startsWith('run.') && isOwn(name) ? name : null;
};

const isOwn = (name: string): name is Own => OWN.some((one) => one === name);

/** Numbers before texts, nothing at all last. */
export function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a - b;
  }
  if (typeof a === 'number' || typeof b === 'number') return typeof a === 'number' ? -1 : 1;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}
