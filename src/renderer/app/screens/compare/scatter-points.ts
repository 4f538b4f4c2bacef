/**
 * A parameter against a metric: one point for each run. Numbers lie on a number axis; where some run has a text or a truth
 * value, each value becomes a category. Runs without one of the two are counted. Pure.
 */
import type { RunSummary } from '@ipc/runs.ts';
import { compareCells, valueOf, type Cell } from './run-values.ts';

export interface ScatterPoint {
  run: RunSummary;
  /** The number, or the index of the category. */
  x: number;
  y: number;
  label: string;
}

export interface Scatter {
  points: ScatterPoint[];
  /** null: x is a number axis. */
  categories: string[] | null;
  /** Runs that have no such parameter or no such metric. */
  without: number;
  /** Runs whose metric is NaN or infinite: they have no place in the picture, and are named. */
  broken: RunSummary[];
}

export function scatterOf(runs: readonly RunSummary[], key: string, metric: string, value: 'best' | 'last'): Scatter {
  const rows = runs.flatMap((run) => {
    const x = valueOf(run, key);
    const y = run.metrics[metric]?.[value];
    return x === null || y === undefined ? [] : [{ run, x, y }];
  });
  const finite = rows.filter(({ y }) => Number.isFinite(y));
  const numeric = rows.every(({ x }) => typeof x === 'number' && Number.isFinite(x));
  const order = numeric ? [] : [...new Set(finite.map(({ x }) => x))].sort(compareCells);
  const at = (x: Cell) => (typeof x === 'number' && numeric ? x : order.findIndex((one) => one === x));
  return {
    points: finite
      .map(({ run, x, y }) => ({ run, x: at(x), y, label: String(x) }))
      .sort((a, b) => a.x - b.x || a.y - b.y),
    categories: numeric ? null : order.map(String),
    without: runs.length - rows.length,
    broken: rows.filter(({ y }) => !Number.isFinite(y)).map(({ run }) => run)
  };
}
