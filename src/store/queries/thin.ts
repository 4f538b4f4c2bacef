/**
 * Thins a curve for drawing: the rows are cut into equal buckets of which the lowest and the highest value stay, so that
 * no spike disappears. First and last row stay. A bucket that holds a NaN keeps its first and last NaN: a curve that broke
 * is seen to break, at every scale. Averages would invent values, so there are none.
 */

/** Indices of the rows to keep, ascending, at most `points` (at least 2). */
export function thin(values: Float64Array, points: number): Uint32Array {
  const total = values.length;
  if (total <= points) return Uint32Array.from(values, (_, i) => i);
  const perBucket = values.some(Number.isNaN) ? 4 : 2;
  const buckets = Math.floor((points - 2) / perBucket);
  const keep: number[] = [0];
  const inner = total - 2;
  for (let b = 0; b < buckets; b++) {
    const from = 1 + Math.floor((b * inner) / buckets);
    const to = 1 + Math.floor(((b + 1) * inner) / buckets);
    keep.push(...extremes(values, from, to));
  }
  keep.push(total - 1);
  return Uint32Array.from(keep);
}

function extremes(values: Float64Array, from: number, to: number): number[] {
  let low = -1;
  let high = -1;
  let firstNaN = -1;
  let lastNaN = -1;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? NaN;
    if (Number.isNaN(value)) {
      if (firstNaN < 0) firstNaN = i;
      lastNaN = i;
    } else {
      if (low < 0 || value < (values[low] ?? NaN)) low = i;
      if (high < 0 || value > (values[high] ?? NaN)) high = i;
    }
  }
  return [...new Set([low, high, firstNaN, lastNaN])].filter((i) => i >= 0).sort((a, b) => a - b);
}
