/**
 * A 0-d float64 array counts as a plain number: what is computed from such arrays alone is again float64 and 0-d, so the
 * short ways through arithmetic, functions and back-propagation ask here first.
 * Not here: 0-d arrays of other dtypes, which promotion decides about.
 */
import type { NDArray } from './ndarray.ts';

/** The number in a 0-d float64 array whose value is known on this side; null for every other array. */
export function float64Of({ storage, shape, offset }: NDArray): number | null {
  if (shape.length !== 0 || storage.dtype !== 'float64' || storage.gpu !== null) return null;
  return storage.cpu === null ? storage.scalar : (storage.cpu[offset] ?? NaN);
}
