/**
 * Where each edge runs, from the layout's ports and bends. Model pixels. Pure.
 * Not here: colours, and what travels along an edge.
 */
import { drawableEdges, portsOf } from './elements.ts';
import { curve } from './edge-path.ts';
import type { LayoutNode, LayoutResult, Point } from '../layout/layout.ts';
import type { Scene } from '../fold/folding.ts';
import type { GraphEdge } from '../picture/picture.ts';
import type { Place } from './shape.ts';

/** Between edges that join the same two nodes. */
const BOW = 26;

export function coursesOf(
  final: Scene,
  layout: LayoutResult,
  sizes: ReadonlyMap<string, LayoutNode>
): Map<string, readonly Point[]> {
  const ports = portsOf(final, layout);
  const courses = new Map<string, readonly Point[]>();
  for (const edge of drawableEdges(final)) {
    const [from, to] = [placeOf(edge.from, layout, sizes), placeOf(edge.to, layout, sizes)];
    if (!from || !to) continue;
    const bend = layout.bends[edge.id];
    const controls = bend
      ? bend.weights.map((weight, index) => beside(from, to, weight, bend.distances[index] ?? 0))
      : bowOf(edge, from, to, ports.has(edge.id));
    const port = ports.get(edge.id);
    const start = port ? portAt(from, port.source) : border(from, controls[0] ?? to);
    const end = port ? portAt(to, port.target) : border(to, controls.at(-1) ?? from);
    courses.set(edge.id, curve(start, controls, end));
  }
  return courses;
}

/** A triangle at the end of a course. */
export function arrowHead(points: readonly Point[], size: number): Point[] {
  const tip = points.at(-1) ?? { x: 0, y: 0 };
  const before = points.findLast((point) => Math.hypot(point.x - tip.x, point.y - tip.y) > 1) ?? tip;
  const length = Math.max(Math.hypot(tip.x - before.x, tip.y - before.y), 1e-9);
  const [dx, dy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const corner = (side: number): Point => ({
    x: tip.x - dx * size - (dy * side * size) / 2,
    y: tip.y - dy * size + (dx * side * size) / 2
  });
  return [tip, corner(1), corner(-1)];
}

function placeOf(id: number, layout: LayoutResult, sizes: ReadonlyMap<string, LayoutNode>): Place | null {
  const [at, size] = [layout.positions[String(id)], sizes.get(String(id))];
  return at && size ? { ...size, ...at } : null;
}

function portAt(place: Place, share: Point): Point {
  return { x: place.x + share.x * place.width, y: place.y + share.y * place.height };
}

/** A point at a share of the way between two centres, and so far to its side. */
function beside(from: Point, to: Point, weight: number, distance: number): Point {
  const length = Math.max(Math.hypot(to.x - from.x, to.y - from.y), 1e-9);
  return {
    x: from.x + (to.x - from.x) * weight - ((to.y - from.y) / length) * distance,
    y: from.y + (to.y - from.y) * weight + ((to.x - from.x) / length) * distance
  };
}

/** The further edges between the same two nodes bow out where the ports do not part them. */
function bowOf(edge: GraphEdge, from: Place, to: Place, ported: boolean): Point[] {
  const number = Number(edge.id.split('#')[1] ?? 1);
  return ported || number === 1 ? [] : [beside(from, to, 0.5, BOW * (number - 1))];
}

/** Where the line from a node's centre towards a point leaves its box. */
function border(place: Place, towards: Point): Point {
  const [dx, dy] = [towards.x - place.x, towards.y - place.y];
  const share = Math.min(
    dx === 0 ? Infinity : place.width / 2 / Math.abs(dx),
    dy === 0 ? Infinity : place.height / 2 / Math.abs(dy)
  );
  return Number.isFinite(share) ? { x: place.x + dx * share, y: place.y + dy * share } : { x: place.x, y: place.y };
}
