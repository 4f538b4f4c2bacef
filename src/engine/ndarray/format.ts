import type { NDArray } from './ndarray.ts';
export function formatArray(x: NDArray): string {
  return JSON.stringify(x.toArray());
}
