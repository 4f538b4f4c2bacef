/**
 * Curves for drawing: at most so many rows of a metric, all of which were logged (averages would invent values), and
 * bands: buckets with low, high and mean, of which means over runs are made. Both come from the pyramid where that has as
 * much as is asked for, else from the rows. One series at a time is in memory.
 */
import type { RunId } from '@ipc/ids.ts';
import type { Band, Curve } from '@ipc/runs.ts';
import type { StoreRequests } from '@ipc/store.ts';
import { all, type Db } from '../database.ts';
import { merged, pointsOf, sameRow, type Bucket, type Point } from './buckets.ts';
import { rowsOf, rowsOfBlock } from './metrics.ts';
import { bucketsOfWidth, wholes } from './pyramid.ts';

interface Series {
  run: RunId;
  name: string;
  /** Ids of its blocks. */
  blocks: number[];
  total: number;
}

export function curves(db: Db, { runs, names, points }: StoreRequests['curves'][0]): Curve[] {
  return seriesOf(db, runs, names).map((of) => {
    const { run, name, total } = of;
    if (total > points) return { run, name, ...columnsOf(thinned(db, of, Math.max(2, points))), total };
    const { step, value, time } = rowsOf(db, run, name);
    return { run, name, step: [...step], value: [...value], time: [...time], total };
  });
}

/** First and last row, and between them the lowest and the highest of each bucket, and its first and last NaN. */
function thinned(db: Db, { run, name, blocks, total }: Series, most: number): Point[] {
  const { first, last } = ends(db, blocks);
  const count = Math.floor((most - 2) / 2);
  let inner: Bucket[] = count < 1 ? [] : bucketsOfWidth(db, run, name, Math.ceil(total / count));
  for (;;) {
    const points = [first, ...inner.flatMap(pointsOf), last].filter((one) => one !== null);
    const once = points.filter((one, i) => !sameRow(one, points[i - 1]));
    if (once.length <= most) return once;
    // A bucket with NaN has up to four rows.
    inner = inner.length > 1 ? merged(inner, 2) : [];
  }
}

function ends(db: Db, blocks: readonly number[]): { first: Point | null; last: Point | null } {
  const row = (block: number | undefined, at: 0 | -1): Point | null => {
    const rows = block === undefined ? null : rowsOfBlock(db, block);
    const [step, value, time] = [rows?.step.at(at), rows?.value.at(at), rows?.time.at(at)];
    return step === undefined || value === undefined || time === undefined ? null : { step, value, time };
  };
  return { first: row(blocks[0], 0), last: row(blocks.at(-1), -1) };
}

/** Buckets of the same number of rows for all of them: `width`, or what gives the longest at most `buckets`. */
export function bands(db: Db, { runs, names, buckets, width }: StoreRequests['bands'][0]): Band[] {
  const series = seriesOf(db, runs, names);
  const longest = Math.max(1, ...series.map(({ total }) => total));
  const rows = Math.max(width, Math.ceil(longest / buckets));
  return series.map(({ run, name, total }) => {
    const found = bucketsOfWidth(db, run, name, rows);
    return {
      ...{ run, name, total },
      step: found.map(({ middle }) => middle.step),
      time: found.map(({ middle }) => middle.time),
      low: found.map(({ low }) => low),
      high: found.map(({ high }) => high),
      mean: found.map(({ mean }) => mean),
      nans: found.map(({ nans }) => nans)
    };
  });
}

function seriesOf(db: Db, runs: readonly RunId[], wanted: readonly string[]): Series[] {
  return runs.flatMap((run) =>
    all<{ name: string }>(db, METRIC_NAMES, run)
      .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
      .map(({ name }) => {
        const found = wholes(db, run, name);
        const total = found.reduce((sum, { bucket }) => sum + bucket.count, 0);
        return { run, name, blocks: found.map(({ block }) => block), total };
      })
  );
}

const columnsOf = (points: readonly Point[]): Pick<Curve, 'step' | 'value' | 'time'> => ({
  step: points.map(({ step }) => step),
  value: points.map(({ value }) => value),
  time: points.map(({ time }) => time)
});

export const METRIC_NAMES = 'SELECT name FROM run_metric WHERE run = ? ORDER BY name';
