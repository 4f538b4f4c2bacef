/** Upright rectangles around things, to find what is in sight. Pure. */
import type { Point } from '../layout/layout.ts';

export interface Extent {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Of all; null of nothing. */
export function extentOfAll(extents: Iterable<Extent>): Extent | null {
  let all: Extent | null = null;
  for (const { x1, y1, x2, y2 } of extents) {
    all ??= { x1, y1, x2, y2 };
    all = {
      x1: Math.min(all.x1, x1),
      y1: Math.min(all.y1, y1),
      x2: Math.max(all.x2, x2),
      y2: Math.max(all.y2, y2)
    };
  }
  return all;
}

export function overlaps(a: Extent, b: Extent): boolean {
  return a.x1 <= b.x2 && a.x2 >= b.x1 && a.y1 <= b.y2 && a.y2 >= b.y1;
}

export function extentOfPoints(points: readonly Point[]): Extent {
  const extents = points.map(({ x, y }) => ({ x1: x, y1: y, x2: x, y2: y }));
  return extentOfAll(extents) ?? { x1: 0, y1: 0, x2: 0, y2: 0 };
}
