/**
 * The columns of a large graph: each node one column after the last of its inputs, leaves just before their first use,
 * and a way for every edge that passes columns, shared by all long edges of one node. Pure.
 * Not here: order and place within a column (`layout-large.ts`).
 */
import type { LayoutNode, LayoutRequest } from './layout.ts';

/** A node, or the place where long edges of one node pass a column. */
export interface Vertex {
  /** null: only edges pass here. */
  node: LayoutNode | null;
  column: number;
  height: number;
  before: Link[];
  after: Link[];
}

export interface Link {
  vertex: Vertex;
  /** How much it is worth that the line is straight. */
  weight: number;
}

export interface Columns {
  columns: Vertex[][];
  vertexOf: ReadonlyMap<string, Vertex>;
  /** Where each long edge passes, from source to target. */
  ways: ReadonlyMap<string, readonly Vertex[]>;
}

const PASSING_HEIGHT = 8;
const STRAIGHT = { nodes: 1, passing: 4 } as const;

export function columnsOf(nodes: readonly LayoutNode[], edges: LayoutRequest['edges']): Columns {
  const column = columnNumbers(nodes, edges);
  const vertexOf = new Map<string, Vertex>();
  const columns: Vertex[][] = [];
  const add = (node: LayoutNode | null, at: number): Vertex => {
    const vertex: Vertex = { node, column: at, height: node?.height ?? PASSING_HEIGHT, before: [], after: [] };
    (columns[at] ??= []).push(vertex);
    return vertex;
  };
  for (const node of nodes) vertexOf.set(node.id, add(node, column.get(node.id) ?? 0));
  const ways = new Map<string, readonly Vertex[]>();
  const passing = new Map<string, Vertex[]>();
  for (const { id, source, target } of edges) {
    const [from, to] = [vertexOf.get(source), vertexOf.get(target)];
    if (!from || !to || from === to) continue;
    const forth = from.column <= to.column;
    const [first, last] = forth ? [from, to] : [to, from];
    const origin = `${forth ? '>' : '<'}${forth ? source : target}`;
    const shared = passing.get(origin) ?? [];
    passing.set(origin, shared);
    while (first.column + shared.length + 1 < last.column) {
      const next = add(null, first.column + shared.length + 1);
      join(shared.at(-1) ?? first, next, shared.length > 0 ? STRAIGHT.passing : STRAIGHT.nodes);
      shared.push(next);
    }
    const way = shared.slice(0, Math.max(last.column - first.column - 1, 0));
    join(way.at(-1) ?? first, last, STRAIGHT.nodes);
    if (way.length > 0) ways.set(id, forth ? way : way.toReversed());
  }
  return { columns: Array.from(columns, (list) => list ?? []), vertexOf, ways };
}

function join(from: Vertex, to: Vertex, weight: number): void {
  from.after.push({ vertex: to, weight });
  to.before.push({ vertex: from, weight });
}

/** A folded graph may have circles: they are cut where they were entered first. */
function columnNumbers(nodes: readonly LayoutNode[], edges: LayoutRequest['edges']): Map<string, number> {
  const targets = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  const missing = new Map<string, number>(nodes.map(({ id }) => [id, 0]));
  for (const { source, target } of edges) {
    targets.get(source)?.push(target);
    missing.set(target, (missing.get(target) ?? 0) + 1);
  }
  const leaves = nodes.filter(({ id }) => missing.get(id) === 0);
  const column = new Map<string, number>();
  const known = new Map<string, number>();
  const ready = leaves.map(({ id }) => id);
  let next = 0;
  while (column.size < nodes.length) {
    const id = ready.pop() ?? nodes.slice(next).find((node) => (next++, !column.has(node.id)))?.id;
    if (id === undefined) break;
    if (column.has(id)) continue;
    const at = known.get(id) ?? 0;
    column.set(id, at);
    for (const target of targets.get(id) ?? []) {
      if (column.has(target)) continue;
      known.set(target, Math.max(known.get(target) ?? 0, at + 1));
      const left = (missing.get(target) ?? 0) - 1;
      missing.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  for (const { id } of leaves) {
    const uses = (targets.get(id) ?? []).map((target) => column.get(target) ?? 1);
    if (uses.length > 0) column.set(id, Math.max(Math.min(...uses) - 1, 0));
  }
  return column;
}
