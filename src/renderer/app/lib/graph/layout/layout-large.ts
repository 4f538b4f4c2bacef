/**
 * The layout of large graphs, in time that grows with their size and not faster: columns as the graph gives them, the
 * order in a column by the mean place of its neighbours, and then the places nearest to the neighbours that keep order
 * and distances (isotonic regression). Pure. Not here: small graphs, which dagre lays out more finely (`layout.ts`).
 */
import { columnsOf, type Link, type Vertex } from './layout-layers.ts';
import type { Bend, LayoutNode, LayoutRequest, LayoutResult, Point } from './layout.ts';

export interface Gaps {
  /** Between columns, nodes in a column, and edges that pass. */
  column: number;
  node: number;
  edge: number;
}

const ORDER_SWEEPS = 8;
const PLACE_SWEEPS = 10;
/** Bends of fewer pixels are none. */
const STRAIGHT = 6;

export function layoutLarge(
  nodes: readonly LayoutNode[],
  edges: LayoutRequest['edges'],
  gaps: Gaps
): LayoutResult & { bottom: number } {
  const { columns, vertexOf, ways } = columnsOf(nodes, edges);
  order(columns);
  const y = place(columns, gaps);
  const x: number[] = [];
  let left = 0;
  for (const column of columns) {
    const width = Math.max(0, ...column.map(({ node }) => node?.width ?? 0));
    x.push(left + width / 2);
    left += width + gaps.column;
  }
  const at = (vertex: Vertex): Point => ({ x: x[vertex.column] ?? 0, y: y.get(vertex) ?? 0 });
  let [top, bottom] = [Infinity, -Infinity];
  for (const vertex of vertexOf.values()) {
    top = Math.min(top, at(vertex).y - vertex.height / 2);
    bottom = Math.max(bottom, at(vertex).y + vertex.height / 2);
  }
  const positions: LayoutResult['positions'] = {};
  for (const [id, vertex] of vertexOf) positions[id] = { x: at(vertex).x, y: at(vertex).y - top };
  const bends: LayoutResult['bends'] = {};
  for (const { id, source, target } of edges) {
    const [from, to] = [vertexOf.get(source), vertexOf.get(target)];
    const bend = from && to && bendOf(at(from), at(to), (ways.get(id) ?? []).map(at));
    if (bend) bends[id] = bend;
  }
  return { positions, bends, bottom: bottom - top };
}

/** Fewer crossings: again and again each column is sorted by the mean place of its neighbours in the one beside it. */
function order(columns: readonly Vertex[][]): void {
  const rank = new Map<Vertex, number>();
  const number = (column: readonly Vertex[]): void => {
    column.forEach((vertex, index) => rank.set(vertex, index - (column.length - 1) / 2));
  };
  columns.forEach(number);
  for (let sweep = 0; sweep < ORDER_SWEEPS; sweep++) {
    const side = sweep % 2 === 0 ? 'before' : 'after';
    for (const column of side === 'before' ? columns : columns.toReversed()) {
      const mean = new Map(
        column.map((vertex) => [vertex, meanOf(vertex[side], (one) => rank.get(one) ?? 0) ?? rank.get(vertex) ?? 0])
      );
      column.sort((a, b) => (mean.get(a) ?? 0) - (mean.get(b) ?? 0));
      number(column);
    }
  }
}

function place(columns: readonly Vertex[][], gaps: Gaps): Map<Vertex, number> {
  const y = new Map<Vertex, number>();
  const get = (vertex: Vertex): number => y.get(vertex) ?? 0;
  const settle = (column: readonly Vertex[], wanted: (vertex: Vertex) => number): void => {
    const placed = nearest(column, column.map(wanted), gaps);
    column.forEach((vertex, index) => y.set(vertex, placed[index] ?? 0));
  };
  for (const column of columns) settle(column, () => 0);
  for (let sweep = 0; sweep < PLACE_SWEEPS; sweep++) {
    const forth = sweep % 2 === 0;
    for (const column of forth ? columns : columns.toReversed())
      settle(column, (vertex) => {
        const links =
          sweep < PLACE_SWEEPS - 2 ? (forth ? vertex.before : vertex.after) : [...vertex.before, ...vertex.after];
        return meanOf(links, get) ?? get(vertex);
      });
  }
  return y;
}

/** The places nearest to the wanted ones at which no two are too close (pool adjacent violators). */
function nearest(column: readonly Vertex[], wanted: readonly number[], gaps: Gaps): number[] {
  const offsets: number[] = [];
  let offset = 0;
  column.forEach((vertex, index) => {
    const above = column[index - 1];
    if (above) offset += (above.height + vertex.height) / 2 + (above.node && vertex.node ? gaps.node : gaps.edge);
    offsets.push(offset);
  });
  const blocks: { sum: number; count: number }[] = [];
  wanted.forEach((want, index) => {
    let block = { sum: want - (offsets[index] ?? 0), count: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.count > block.sum / block.count; last = blocks.at(-1)) {
      block = { sum: block.sum + last.sum, count: block.count + last.count };
      blocks.pop();
    }
    blocks.push(block);
  });
  const means = blocks.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  return means.map((mean, index) => mean + (offsets[index] ?? 0));
}

/** null without neighbours. */
function meanOf(links: readonly Link[], place: (vertex: Vertex) => number): number | null {
  let [sum, weights] = [0, 0];
  for (const { vertex, weight } of links) {
    sum += place(vertex) * weight;
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}

/** Points of a way, relative to the line between the centres of its ends. */
function bendOf(from: Point, to: Point, way: readonly Point[]): Bend | null {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.max(Math.hypot(dx, dy), 1);
  const bend: Bend = { weights: [], distances: [] };
  for (const point of way) {
    const [px, py] = [point.x - from.x, point.y - from.y];
    bend.weights.push((px * dx + py * dy) / length ** 2);
    bend.distances.push((py * dx - px * dy) / length);
  }
  return bend.distances.some((distance) => Math.abs(distance) > STRAIGHT) ? bend : null;
}
