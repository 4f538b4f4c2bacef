/**
 * The ratio of two versions of the same work, measured in interleaved pairs: median, and the interval that holds the
 * true median in 95 of 100 cases whatever the noise looks like (order statistics of the sign test). What V8 makes of the
 * same code differs by some percent from process to process, so pairs come from several.
 */
export interface Ratio {
  median: number;
  low: number;
  high: number;
  pairs: number;
}

const SAMPLE_MS = 25;

/** How many times as long `work` takes as `yardstick`, pair by pair. Each pair runs both, in turning order. */
export function ratiosOf(work: () => void, yardstick: () => void, pairs: number): number[] {
  const repeat = repeatsOf(yardstick);
  for (let warm = 0; warm < 3; warm++) {
    sample(work, repeat);
    sample(yardstick, repeat);
  }
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const first = pair % 2 === 0 ? sample(work, repeat) : 0;
    const base = sample(yardstick, repeat);
    ratios.push((pair % 2 === 0 ? first : sample(work, repeat)) / base);
  }
  return ratios;
}

export function ratioOf(ratios: readonly number[]): Ratio {
  const sorted = [...ratios].sort((a, b) => a - b);
  const pairs = sorted.length;
  // For n pairs the sign test leaves out n/2 - 0.98 * sqrt(n) values on either side.
  const outside = Math.max(0, Math.floor(pairs / 2 - 0.98 * Math.sqrt(pairs)));
  const at = (index: number) => sorted[Math.min(Math.max(index, 0), pairs - 1)] ?? NaN;
  const median = (at((pairs - 1) >> 1) + at(pairs >> 1)) / 2;
  return { median, low: at(outside - 1), high: at(pairs - outside), pairs };
}

function repeatsOf(work: () => void): number {
  work();
  const started = performance.now();
  let count = 0;
  for (; performance.now() - started < SAMPLE_MS; count++) work();
  return Math.max(1, count);
}

function sample(work: () => void, repeat: number): number {
  const started = performance.now();
  for (let k = 0; k < repeat; k++) work();
  return performance.now() - started;
}
