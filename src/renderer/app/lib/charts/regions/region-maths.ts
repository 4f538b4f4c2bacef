/** Figures of decision regions. Pure; not here: drawing. */
import type { Regions } from '@runtime/observation.ts';

/** Class of the cell in which a place lies; the outer cells reach to the edge. */
export function classAt({ x, y, cells, best }: Regions, at: { x: number; y: number }): number | undefined {
  const place = ([low, high]: readonly number[], value: number): number =>
    Math.min(cells - 1, Math.max(0, Math.floor(((value - (low ?? 0)) / ((high ?? 1) - (low ?? 0))) * cells)));
  return best[place(y, at.y) * cells + place(x, at.x)];
}

/** How many of the points lie in a region of their own class: of all, and by class. */
export function pointsRight(regions: Regions): {
  right: number;
  total: number;
  byClass: { right: number; total: number }[];
} {
  const { x, y, label } = regions.points;
  const byClass = Array.from({ length: Math.max(0, ...label) + 1 }, () => ({ right: 0, total: 0 }));
  label.forEach((wanted, i) => {
    const of = byClass[wanted];
    if (!of) return;
    of.total += 1;
    if (classAt(regions, { x: x[i] ?? NaN, y: y[i] ?? NaN }) === wanted) of.right += 1;
  });
  const right = byClass.reduce((sum, one) => sum + one.right, 0);
  return { right, total: label.length, byClass };
}
