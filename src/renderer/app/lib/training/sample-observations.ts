/** Observations for tests: bell-shaped gradients and ratios, of which a test chooses what it is about. */
import type { Histogram, Ratio } from '@runtime/observation.ts';

const BINS = 64;
const ENTRIES = 1000;

export const ratioOf = (name: string, step: number, value: number): Ratio => ({
  kind: 'ratio',
  name,
  step,
  time: step / 10,
  value
});

/** Between plus and minus three times `size`; `zeros` is the share of entries in the bin around zero, if not a bell's. */
export function gradOf(name: string, step: number, size: number, zeros?: number): Histogram {
  const bell = Array.from({ length: BINS }, (_, i) => Math.exp(-((((i + 0.5) / BINS) * 6 - 3) ** 2) / 2));
  const sum = bell.reduce((a, b) => a + b, 0);
  const counts = bell.map((share) => Math.round((share / sum) * ENTRIES * (1 - (zeros ?? 0))));
  if (zeros !== undefined) counts[BINS / 2] = ENTRIES * zeros;
  return {
    kind: 'histogram',
    of: 'grad',
    name,
    step,
    time: step / 10,
    low: -3 * size,
    high: 3 * size,
    counts,
    mean: 0,
    std: size,
    notFinite: 0
  };
}
