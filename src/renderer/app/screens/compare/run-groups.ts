/**
 * Runs that share a value, and the mean of their curves with its spread:
 *   mean = (1/n) Σ yᵢ,  deviation = sqrt(Σ (yᵢ − mean)² / (n − 1))   (sample standard deviation; one run has none)
 * over the runs that have a finite value at that x. Runs whose points lie at other places are read by straight lines
 * between their points, and only within their own ends. A NaN is counted in `nans`, never taken for a number. Pure.
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
  const columns = members.map((one) => (one.x === x || sameColumn(one.x, x) ? one.y : x.map((at) => readAt(one, at))));
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

interface Place {
  mean: number;
  deviation: number;
  low: number;
  high: number;
  count: number;
  nans: number;
}

/** Welford's way: no differences of large sums. `undefined` is a run that has ended or not begun. */
function summaryAt(columns: readonly (readonly (number | undefined)[])[], i: number): Place {
  let [count, nans, mean, squares, low, high] = [0, 0, 0, 0, Infinity, -Infinity];
  for (const column of columns) {
    const value = column[i];
    if (value === undefined) continue;
    if (!Number.isFinite(value)) {
      nans++;
      continue;
    }
    count++;
    const off = value - mean;
    mean += off / count;
    squares += off * (value - mean);
    if (value < low) low = value;
    if (value > high) high = value;
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
