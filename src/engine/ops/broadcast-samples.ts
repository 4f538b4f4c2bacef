/** Samples for ops that broadcast two inputs. */
import type { Sample } from './define-op.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

export function broadcastSamples(): Sample<null>[] {
  return plainSamples(
    [scalar(1.5), scalar(-0.7)],
    [uniform([2, 3], 0.5, 2), uniform([2, 3], 0.5, 2, 1)],
    [uniform([2, 3], 0.5, 2), uniform([3], 0.5, 2, 1)],
    [uniform([2, 1], 0.5, 2), uniform([1, 3], 0.5, 2, 1)],
    [scalar(2), uniform([2, 2], 0.5, 2)]
  );
}

export function broadcastMisfits(): Sample<null>[] {
  return plainSamples([uniform([2, 3]), uniform([4])], [uniform([2, 3]), uniform([3, 2])]);
}
