/**
 * A bucket: what is kept of some rows of a metric that follow each other. Lowest and highest value with the places where
 * they were logged, the mean, and how many NaN there are with the first and the last of them: a curve that broke is seen
 * to break at every scale. Two neighbours make one, exactly (the mean up to rounding). Pure. Not here: where they are
 * stored (pyramid.ts).
 */

/** Columns of equal length, in the order in which they were logged. */
export interface Columns {
  step: Float64Array;
  value: Float64Array;
  time: Float64Array;
}

interface Place {
  step: number;
  time: number;
}

export interface Bucket {
  count: number;
  nans: number;
  /** Over the values that are not NaN; NaN where there are none, and so are `low` and `high`. */
  mean: number;
  /** The mean of the steps, and of the times. */
  middle: Place;
  low: number;
  lowAt: Place;
  high: number;
  highAt: Place;
  /** NaN where there is no NaN. */
  firstNaN: Place;
  lastNaN: Place;
}

const NOWHERE: Place = { step: NaN, time: NaN };

/** Of the rows from `from` up to `to`, which is not included; there is one at least. */
export function bucketOf({ step, value, time }: Columns, from: number, to: number): Bucket {
  let [sum, steps, times, nans] = [0, 0, 0, 0];
  let [low, high, firstNaN, lastNaN] = [-1, -1, -1, -1];
  for (let i = from; i < to; i++) {
    const one = value[i] ?? NaN;
    steps += step[i] ?? NaN;
    times += time[i] ?? NaN;
    if (Number.isNaN(one)) {
      nans++;
      if (firstNaN < 0) firstNaN = i;
      lastNaN = i;
      continue;
    }
    sum += one;
    if (low < 0 || one < (value[low] ?? NaN)) low = i;
    if (high < 0 || one > (value[high] ?? NaN)) high = i;
  }
  const at = (i: number): Place => (i < 0 ? NOWHERE : { step: step[i] ?? NaN, time: time[i] ?? NaN });
  const count = to - from;
  return {
    ...{ count, nans, mean: sum / (count - nans), middle: { step: steps / count, time: times / count } },
    ...{ low: value[low] ?? NaN, lowAt: at(low), high: value[high] ?? NaN, highAt: at(high) },
    ...{ firstNaN: at(firstNaN), lastNaN: at(lastNaN) }
  };
}

/** The rows in buckets of `width`; the last one may be smaller. */
export function bucketsOf(columns: Columns, width: number): Bucket[] {
  const found: Bucket[] = [];
  const rows = columns.value.length;
  for (let at = 0; at < rows; at += width) found.push(bucketOf(columns, at, Math.min(rows, at + width)));
  return found;
}

/** Every `group` neighbours become one. */
export function merged(buckets: readonly Bucket[], group: number): Bucket[] {
  if (group <= 1) return [...buckets];
  const found: Bucket[] = [];
  for (let at = 0; at < buckets.length; at += group) found.push(buckets.slice(at, at + group).reduce(join));
  return found;
}

function join(a: Bucket, b: Bucket): Bucket {
  const [inA, inB] = [a.count - a.nans, b.count - b.nans];
  const count = a.count + b.count;
  const weigh = (x: number, m: number, y: number, n: number): number =>
    m === 0 ? y : n === 0 ? x : (x * m + y * n) / (m + n);
  const lower = inA === 0 || b.low < a.low ? b : a;
  const higher = inA === 0 || b.high > a.high ? b : a;
  return {
    count,
    nans: a.nans + b.nans,
    mean: weigh(a.mean, inA, b.mean, inB),
    middle: {
      step: weigh(a.middle.step, a.count, b.middle.step, b.count),
      time: weigh(a.middle.time, a.count, b.middle.time, b.count)
    },
    ...{ low: lower.low, lowAt: lower.lowAt, high: higher.high, highAt: higher.highAt },
    ...{ firstNaN: a.nans > 0 ? a.firstNaN : b.firstNaN, lastNaN: b.nans > 0 ? b.lastNaN : a.lastNaN }
  };
}

export interface Point extends Place {
  value: number;
}

/** The rows that stand for a bucket, in their order: lowest, highest, first and last NaN, each once. */
export function pointsOf(bucket: Bucket): Point[] {
  const { count, nans, low, lowAt, high, highAt, firstNaN, lastNaN } = bucket;
  const points: Point[] = [];
  if (nans < count) points.push({ ...lowAt, value: low }, { ...highAt, value: high });
  if (nans > 0) points.push({ ...firstNaN, value: NaN }, { ...lastNaN, value: NaN });
  points.sort((a, b) => a.step - b.step || a.time - b.time);
  return points.filter((one, i) => !sameRow(one, points[i - 1]));
}

export const sameRow = (a: Point, b: Point | undefined): boolean =>
  a.step === b?.step && a.time === b.time && Object.is(a.value, b.value);

const WIDTH = 15;

/** As float64, in this order: part of the file format. */
export function packBuckets(buckets: readonly Bucket[]): Uint8Array {
  const numbers = new Float64Array(buckets.length * WIDTH);
  for (const [i, b] of buckets.entries())
    numbers.set(
      [
        ...[b.count, b.nans, b.mean, b.middle.step, b.middle.time],
        ...[b.low, b.lowAt.step, b.lowAt.time, b.high, b.highAt.step, b.highAt.time],
        ...[b.firstNaN.step, b.firstNaN.time, b.lastNaN.step, b.lastNaN.time]
      ],
      i * WIDTH
    );
  return new Uint8Array(numbers.buffer);
}

export function unpackBuckets(bytes: Uint8Array): Bucket[] {
  const numbers = new Float64Array(new Uint8Array(bytes).buffer);
  return Array.from({ length: Math.floor(numbers.length / WIDTH) }, (_, i) => {
    const at = (column: number): number => numbers[i * WIDTH + column] ?? NaN;
    const place = (column: number): Place => ({ step: at(column), time: at(column + 1) });
    return {
      ...{ count: at(0), nans: at(1), mean: at(2), middle: place(3) },
      ...{ low: at(5), lowAt: place(6), high: at(8), highAt: place(9), firstNaN: place(11), lastNaN: place(13) }
    };
  });
}
