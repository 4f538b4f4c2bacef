/**
 * A curve in equal buckets of its rows: lowest, highest and mean value of each, for a band behind a thinned curve. NaN
 * values are counted per bucket and never dropped; a bucket of nothing else has NaN for all three.
 * Not here: thinning to values that were logged (thin.ts).
 */

export interface BandColumns {
  step: number[];
  low: number[];
  high: number[];
  mean: number[];
  nans: number[];
}

/** At most `buckets` (from 1); fewer rows than that are a bucket each. */
export function band(step: Float64Array, value: Float64Array, buckets: number): BandColumns {
  const count = Math.min(buckets, value.length);
  const found: BandColumns = { step: [], low: [], high: [], mean: [], nans: [] };
  for (let b = 0; b < count; b++) {
    const from = Math.floor((b * value.length) / count);
    const to = Math.floor(((b + 1) * value.length) / count);
    let [low, high, sum, nans] = [Infinity, -Infinity, 0, 0];
    for (let i = from; i < to; i++) {
      const one = value[i] ?? NaN;
      if (Number.isNaN(one)) {
        nans += 1;
        continue;
      }
      if (one < low) low = one;
      if (one > high) high = one;
      sum += one;
    }
    const none = nans === to - from;
    found.step.push(step[from] ?? NaN);
    found.low.push(none ? NaN : low);
    found.high.push(none ? NaN : high);
    found.mean.push(none ? NaN : sum / (to - from - nans));
    found.nans.push(nans);
  }
  return found;
}
