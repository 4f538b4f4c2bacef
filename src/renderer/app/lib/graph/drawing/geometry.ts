/**
 * Where the nodes and edges of a laid-out graph are: computed once a layout, drawn from many times. Pure.
 * Not here: what they look like at a moment.
 */
import type { Scene } from '../fold/folding.ts';
import type { LayoutNode, LayoutResult, Point } from '../layout/layout.ts';
import { coursesOf } from './edge-course.ts';
import { extentOfPoints, type Extent } from './extent.ts';
import type { Place } from './shape.ts';

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
