/**
 * Runs that share a value, and the mean of their curves with its spread:
 *   mean = (1/n) Σ yᵢ,  deviation = sqrt(Σ (yᵢ − mean)² / (n − 1))   (sample standard deviation; one run has none)
 * over the runs that have a finite value at that x. Runs whose points lie at other places are read by straight lines
 * between their points, and only within their own ends. A NaN is counted in `nans`, never taken for a number. Where a
 * curve has more rows than are drawn, a point is the mean of its bucket of rows, and the range is over all rows. Pure.
 */
import type { RunSummary } from '@ipc/runs.ts';
import { thin } from '../../lib/charts/curve-maths.ts';
import { lowerBound } from '../../lib/charts/overlay/decimate.ts';
import { compareCells, valueOf, type Cell } from './run-values.ts';

export interface RunGroup {
  value: Cell;
  runs: RunSummary[];
}

export interface Points {
  x: readonly number[];
  y: readonly number[];
  /** Where a point is the mean of a bucket: its lowest and highest row, and how many NaN are in it. */
  low?: readonly number[];
  high?: readonly number[];
  nans?: readonly number[];
}

/** Columns of equal length. */
export interface GroupCurve {
  x: readonly number[];
  mean: number[];
  low: number[];
  high: number[];
  /** How many runs the mean is of. */
  count: number[];
  /** How many runs are NaN or infinite there. */
  nans: number[];
}

/** More places than this cannot be told apart on a screen. */
const MOST_PLACES = 20_000;

/** Groups in the order of their values. */
export function groupRuns(runs: readonly RunSummary[], key: string): RunGroup[] {
  const groups = new Map<Cell, RunSummary[]>();
  for (const run of runs) {
    const value = valueOf(run, key);
    const found = groups.get(value);
    if (found) found.push(run);
    else groups.set(value, [run]);
  }
  return [...groups]
    .map(([value, members]) => ({ value, runs: members }))
    .sort((a, b) => compareCells(a.value, b.value));
}

export function groupCurve(members: readonly Points[], spread: 'deviation' | 'range'): GroupCurve {
  const x = placesOf(members);
  const columns = members.map((one) => columnsOver(one, x));
  const curve: GroupCurve = { x, mean: [], low: [], high: [], count: [], nans: [] };
  for (let i = 0; i < x.length; i++) {
    const place = summaryAt(columns, i);
    curve.mean.push(place.mean);
    curve.low.push(spread === 'range' ? place.low : place.mean - place.deviation);
    curve.high.push(spread === 'range' ? place.high : place.mean + place.deviation);
    curve.count.push(place.count);
    curve.nans.push(place.nans);
  }
  return curve;
}

interface Columns {
  y: readonly (number | undefined)[];
  low: readonly (number | undefined)[];
  high: readonly (number | undefined)[];
  /** Where a NaN is in the bucket, though it has a mean. */
  broken: (i: number) => boolean;
}

function columnsOver(one: Points, x: readonly number[]): Columns {
  const { y, low = y, high = y, nans } = one;
  if (one.x === x || sameColumn(one.x, x)) return { y, low, high, broken: (i) => (nans?.[i] ?? 0) > 0 };
  const over = (column: readonly number[]) => x.map((at) => readAt({ x: one.x, y: column }, at));
  const values = over(y);
  const broken = (i: number) => (nans?.[lowerBound(one.x, x[i] ?? NaN)] ?? 0) > 0;
  return { y: values, low: low === y ? values : over(low), high: high === y ? values : over(high), broken };
}

interface Place {
  mean: number;
  deviation: number;
  low: number;
  high: number;
  count: number;
  nans: number;
}

/** Welford's way: no differences of large sums. `undefined` is a run that has ended or not begun. */
function summaryAt(columns: readonly Columns[], i: number): Place {
  let [count, nans, mean, squares, low, high] = [0, 0, 0, 0, Infinity, -Infinity];
  for (const column of columns) {
    const value = column.y[i];
    if (value === undefined) continue;
    if (!Number.isFinite(value) || column.broken(i)) nans++;
    if (!Number.isFinite(value)) continue;
    count++;
    const off = value - mean;
    mean += off / count;
    squares += off * (value - mean);
    low = Math.min(low, column.low[i] ?? value);
    high = Math.max(high, column.high[i] ?? value);
  }
  if (count === 0) return { mean: NaN, deviation: NaN, low: NaN, high: NaN, count, nans };
  return { mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0, low, high, count, nans };
}

/** The places of all members together, each once. */
function placesOf(members: readonly Points[]): readonly number[] {
  const first = members[0]?.x ?? [];
  if (members.every((one) => sameColumn(one.x, first))) return first;
  const all = [...new Set(members.flatMap((one) => [...one.x]))].sort((a, b) => a - b);
  return thin(all.length, MOST_PLACES).map((i) => all[i] ?? NaN);
}

const sameColumn = (a: readonly number[], b: readonly number[]): boolean =>
  a === b || (a.length === b.length && a.every((value, i) => value === b[i]));

/** The value of a curve at a place; undefined beyond its ends. Between two points of which one is NaN it is NaN. */
export function readAt({ x, y }: Points, at: number): number | undefined {
  const i = lowerBound(x, at);
  const right = x[i];
  if (right === undefined) return undefined;
  if (right === at) return y[i];
  const left = x[i - 1];
  if (left === undefined) return undefined;
  const [from, to] = [y[i - 1] ?? NaN, y[i] ?? NaN];
  return from + ((to - from) * (at - left)) / (right - left);
}
