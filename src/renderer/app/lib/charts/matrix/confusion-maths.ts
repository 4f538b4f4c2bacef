/** Figures of confusion counts. Pure; not here: drawing. */
import type { Confusion } from '@runtime/observation.ts';

/** A cell of the matrix: `share` of all samples of its true class. */
export interface Cell {
  actual: number;
  predicted: number;
  count: number;
  share: number;
}

export function cellsOf({ classes, counts }: Confusion): Cell[] {
  const size = classes.length;
  return classes.flatMap((_, actual) => {
    const row = counts.slice(actual * size, (actual + 1) * size);
    const all = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => ({ actual, predicted, count, share: all === 0 ? 0 : count / all }));
  });
}

/** null where nothing was counted. */
export function accuracyOf(confusion: Confusion): { right: number; total: number } | null {
  const total = confusion.counts.reduce((sum, count) => sum + count, 0);
  const right = confusion.classes.reduce(
    (sum, _, i) => sum + (confusion.counts[i * confusion.classes.length + i] ?? 0),
    0
  );
  return total === 0 ? null : { right, total };
}
