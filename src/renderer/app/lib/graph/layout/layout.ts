/**
 * The layered layout, left to right: by dagre on a cytoscape without a screen, and of large graphs by
 * `layout-large.ts`. Runs in `layout.worker.ts`.
 *
 * The graph that a backward pass builds is laid out for itself and put below the one that it differentiates, order by
 * order. Positions are centres, in model pixels. Not here: what is drawn at the positions, and when a layout is asked for (`layout-client.ts`).
 */
import cytoscape from 'cytoscape';
import dagre from 'cytoscape-dagre';
import type { GraphPass } from '@engine/trace/events.ts';
import { layoutLarge } from './layout-large.ts';
import { wrapToRoom, type Course, type Room } from './layout-wrap.ts';

export interface LayoutNode {
  id: string;
  width: number;
  height: number;
  pass: GraphPass;
  /** Nodes of one order are laid out together; missing: 0 forward, 1 backward. */
  order?: number;
}

export interface LayoutRequest {
  nodes: LayoutNode[];
  edges: { id: string; source: string; target: string }[];
  /** The stage's size; without it nothing is wrapped. */
  room?: Room;
}

export interface Point {
  x: number;
  y: number;
}

/** Bends of an edge relative to the line between the centres of its ends, as cytoscape takes them. */
export interface Bend {
  weights: number[];
  distances: number[];
}

export interface LayoutResult {
  positions: Record<string, Point>;
  bends: Record<string, Bend>;
  /** Edges that do not run from left to right. */
  courses?: Record<string, Course>;
}

const GROUP_GAP = 120;
/** dagre is prettier, and its time grows much faster than the graph. */
const PRETTY_NODES = 150;
const GAPS = { node: 30, edge: 18 } as const;

let registered = false;

export function computeLayout(request: LayoutRequest): LayoutResult {
  if (!registered) cytoscape.use(dagre);
  registered = true;
  const layout: LayoutResult = { positions: {}, bends: {} };
  let top = 0;
  for (const order of [...new Set(request.nodes.map(orderOf))].sort((a, b) => a - b)) {
    const group = layoutGroup(request, order);
    for (const [id, { x, y }] of Object.entries(group.positions)) layout.positions[id] = { x, y: y + top };
    Object.assign(layout.bends, group.bends);
    top += group.bottom + GROUP_GAP;
  }
  return request.room ? wrapToRoom(request, layout, request.room) : layout;
}

interface Group extends LayoutResult {
  bottom: number;
}

function orderOf(node: LayoutNode): number {
  return node.order ?? (node.pass === 'backward' ? 1 : 0);
}

/** Lays out the nodes of one order; their box begins at (0, 0). */
function layoutGroup(request: LayoutRequest, order: number): Group {
  const nodes = request.nodes.filter((node) => orderOf(node) === order);
  const result: Group = { positions: {}, bends: {}, bottom: 0 };
  if (nodes.length === 0) return result;
  const inside = new Set(nodes.map((node) => node.id));
  const edges = request.edges.filter(({ source, target }) => inside.has(source) && inside.has(target));
  const column = joins(edges) ? 58 : 36;
  if (nodes.length > PRETTY_NODES) return layoutLarge(nodes, edges, { ...GAPS, column });
  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    style: [{ selector: 'node', style: { width: 'data(width)', height: 'data(height)', shape: 'rectangle' } }],
    elements: [
      ...nodes.map(({ id, width, height }) => ({ data: { id, width, height } })),
      ...edges.map(({ id, source, target }) => ({ data: { id, source, target } }))
    ]
  });
  const options: cytoscapeDagreOptions = {
    name: 'dagre',
    rankDir: 'LR',
    nodeSep: GAPS.node,
    edgeSep: GAPS.edge,
    rankSep: column,
    ranker: 'network-simplex',
    fit: false,
    useDagreEdgeControlPoints: true
  };
  cy.layout(options).run();
  const box = cy.nodes().boundingBox({ includeLabels: false, includeOverlays: false });
  cy.nodes().forEach((node) => {
    const { x, y } = node.position();
    result.positions[node.id()] = { x: x - box.x1, y: y - box.y1 };
  });
  cy.edges().forEach((edge) => {
    const bordered = bendOf(edge.scratch('controlPointWeights'), edge.scratch('controlPointDistances'));
    const bend = bordered && betweenCentres(bordered, edge);
    if (bend) result.bends[edge.id()] = bend;
  });
  result.bottom = box.h;
  cy.destroy();
  return result;
}

/** Edges that come together need more room between the columns than a chain does. */
function joins(edges: LayoutRequest['edges']): boolean {
  return new Set(edges.map((edge) => edge.target)).size < edges.length;
}

type cytoscapeDagreOptions = cytoscape.LayoutOptions & Record<string, unknown>;

/** Null for what is as good as straight. */
function bendOf(weights: unknown, distances: unknown): Bend | null {
  if (!isNumbers(weights) || !isNumbers(distances)) return null;
  return distances.some((distance) => Math.abs(distance) > 6) ? { weights, distances } : null;
}

/** Nearer to a node's border than this, a bend would point back into the node. */
const CLEARANCE = 24;

/**
 * The layout counts weights from border to border, cytoscape from centre to centre. Only bends between the two nodes
 * count, so that edges to the next column are straight.
 */
function betweenCentres({ weights, distances }: Bend, edge: cytoscape.EdgeSingular): Bend | null {
  const [from, to] = [edge.source(), edge.target()];
  const [a, b] = [from.position(), to.position()];
  const length = Math.max(Math.hypot(b.x - a.x, b.y - a.y), 1);
  const start = Math.min(from.width() / 2 / length, 0.45);
  const end = Math.min(to.width() / 2 / length, 0.45);
  const bend: Bend = { weights: [], distances: [] };
  for (const [index, share] of weights.entries()) {
    const weight = start + share * (1 - start - end);
    const distance = distances[index] ?? 0;
    const x = a.x + (b.x - a.x) * weight - ((b.y - a.y) / length) * distance;
    if (x < a.x + from.width() / 2 + CLEARANCE || x > b.x - to.width() / 2 - CLEARANCE) continue;
    bend.weights.push(weight);
    bend.distances.push(distance);
  }
  return bend.weights.length > 0 ? bend : null;
}

function isNumbers(list: unknown): list is number[] {
  return Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'number');
}
