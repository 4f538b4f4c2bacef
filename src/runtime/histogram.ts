/** Histograms and norms of numbers. Not here: whose numbers (observer.ts). */
import type { Histogram } from './observation.ts';

export const BINS = 64;

type Numbers = ArrayLike<number>;

/** Equal bins from the lowest to the highest finite value; what is not finite is counted apart. */
export function histogram(values: Numbers): Omit<Histogram, 'kind' | 'name' | 'step' | 'time' | 'of'> {
  let [low, high, sum, squares, notFinite] = [Infinity, -Infinity, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    if (!Number.isFinite(value)) {
      notFinite += 1;
      continue;
    }
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
  }
  const finite = values.length - notFinite;
  const counts = new Array<number>(BINS).fill(0);
  if (finite === 0) return { low: 0, high: 0, counts, mean: NaN, std: NaN, notFinite };
  const mean = sum / finite;
  const scale = high > low ? BINS / (high - low) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    if (!Number.isFinite(value)) continue;
    squares += (value - mean) ** 2;
    const bin = Math.min(BINS - 1, Math.floor((value - low) * scale));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { low, high, counts, mean, std: Math.sqrt(squares / finite), notFinite };
}

/** |after - before| / |before|; NaN where there is nothing to divide by. */
export function changeRatio(before: Numbers, after: Numbers): number {
  let [change, size] = [0, 0];
  for (let i = 0; i < before.length; i++) {
    const was = before[i] ?? NaN;
    change += ((after[i] ?? NaN) - was) ** 2;
    size += was ** 2;
  }
  return size === 0 ? NaN : Math.sqrt(change / size);
}
