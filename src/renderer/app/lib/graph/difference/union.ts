/**
 * Both graphs in one picture: the second one, and what only the first one had, so that what went is seen where it was.
 * Removed nodes get new ids; their edges lead to the nodes that took their neighbours' place. Pure.
 */
import type { GraphEdge, GraphNode, Picture } from '../picture/picture.ts';
import type { Difference } from './difference.ts';

export type Sign = '+' | '−' | '≠';

export interface Union {
  picture: Picture;
  signs: ReadonlyMap<number, Sign>;
  edgeSigns: ReadonlyMap<string, Sign>;
  /** The node of the union that stands for a node of the first graph. */
  placeOf: (before: number) => number;
}

export function unionOf(before: Picture, after: Picture, { changes, matching }: Difference): Union {
  const signs = new Map<number, Sign>();
  const nodes = new Map<number, GraphNode>(after.nodes);
  const first = Math.max(0, ...after.nodes.keys()) + 1;
  const removed = new Map<number, number>();
  for (const change of changes) if (change.kind === 'removed') removed.set(change.before.id, first + removed.size);
  const placeOf = (id: number): number => matching.forward.get(id) ?? removed.get(id) ?? id;
  for (const change of changes) {
    if (change.kind === 'added') signs.set(change.after.id, '+');
    else if (change.kind === 'changed') signs.set(change.after.id, '≠');
    else {
      const id = placeOf(change.before.id);
      nodes.set(id, moved(change.before, id, placeOf));
      signs.set(id, '−');
    }
  }
  const edges = new Map<string, GraphEdge>(after.edges);
  const edgeSigns = new Map<string, Sign>();
  const old = new Set<string>();
  for (const edge of before.edges.values()) {
    const [from, to] = [placeOf(edge.from), placeOf(edge.to)];
    // Parallel edges keep their number, so that x + x against x + y differs by one.
    const id = `${from}>${to}${edge.id.slice(`${edge.from}>${edge.to}`.length)}`;
    old.add(id);
    if (edges.has(id)) continue;
    edges.set(id, { ...edge, id, from, to });
    edgeSigns.set(id, '−');
  }
  for (const id of after.edges.keys()) if (!old.has(id)) edgeSigns.set(id, '+');
  return { picture: { ...after, nodes, edges }, signs, edgeSigns, placeOf };
}

function moved(node: GraphNode, id: number, placeOf: (id: number) => number): GraphNode {
  if (node.kind === 'variable') return { ...node, id };
  return { ...node, id, inputs: node.inputs.map(placeOf), outputs: node.outputs.map(placeOf) };
}
