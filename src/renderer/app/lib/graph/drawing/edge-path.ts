/** The course of an edge as points, so that something can travel along it at an even speed. Model coordinates. */
import type { Point } from '../layout/layout.ts';

/** Points per piece of a curve. */
const PIECES = 12;

/** Control points are joined by quadratic curves that meet halfway between them. */
export function curve(start: Point, controls: readonly Point[], end: Point): Point[] {
  const points: Point[] = [start];
  let from = start;
  controls.forEach((control, index) => {
    const next = controls[index + 1];
    const to = next ? { x: (control.x + next.x) / 2, y: (control.y + next.y) / 2 } : end;
    for (let piece = 1; piece <= PIECES; piece++) points.push(quadratic(from, control, to, piece / PIECES));
    from = to;
  });
  if (controls.length === 0) points.push(end);
  return points;
}

/** The point after a share (0 to 1) of the whole length. */
export function pointAlong(points: readonly Point[], share: number): Point {
  const lengths = points.slice(1).map((point, index) => distance(points[index] ?? point, point));
  let left = lengths.reduce((sum, length) => sum + length, 0) * Math.min(Math.max(share, 0), 1);
  for (const [index, length] of lengths.entries()) {
    const from = points[index];
    const to = points[index + 1];
    if (!from || !to) break;
    if (left <= length) {
      const part = length === 0 ? 0 : left / length;
      return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
    }
    left -= length;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}

function quadratic(a: Point, b: Point, c: Point, t: number): Point {
  const [u, v, w] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
  return { x: u * a.x + v * b.x + w * c.x, y: u * a.y + v * b.y + w * c.y };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}
