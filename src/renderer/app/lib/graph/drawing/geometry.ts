/**
 * Where the nodes and edges of a laid-out graph are: computed once a layout, drawn from many times. Pure.
 * Not here: what they look like at a moment.
 */
import type { Scene } from '../folding.ts';
import type { LayoutNode, LayoutResult, Point } from '../layout.ts';
import { coursesOf } from './edge-course.ts';
import type { Place } from './shape.ts';

export interface Extent {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

export interface Course {
  points: readonly Point[];
  extent: Extent;
}

export interface Geometry {
  places: ReadonlyMap<number, Place>;
  courses: ReadonlyMap<string, Course>;
}

export const NO_GEOMETRY: Geometry = { places: new Map(), courses: new Map() };

export function geometryOf(scene: Scene, nodes: readonly LayoutNode[], layout: LayoutResult): Geometry {
  const sizes = new Map(nodes.map((node) => [node.id, node]));
  const places = new Map<number, Place>();
  for (const node of nodes) {
    const at = layout.positions[node.id];
    if (at) places.set(Number(node.id), { ...node, ...at });
  }
  const courses = new Map<string, Course>();
  for (const [id, points] of coursesOf(scene, layout, sizes))
    courses.set(id, { points, extent: extentOfPoints(points) });
  return { places, courses };
}

export function extentOfPlace({ x, y, width, height }: Place): Extent {
  return { x1: x - width / 2, y1: y - height / 2, x2: x + width / 2, y2: y + height / 2 };
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

function extentOfPoints(points: readonly Point[]): Extent {
  const extents = points.map(({ x, y }) => ({ x1: x, y1: y, x2: x, y2: y }));
  return extentOfAll(extents) ?? { x1: 0, y1: 0, x2: 0, y2: 0 };
}
