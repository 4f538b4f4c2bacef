/**
 * Which node of one graph is which node of another, by structure; ids say nothing, since each run counts its own.
 *
 * Named variables are the anchors: the k-th variable called x is the k-th one called x. From them the match spreads:
 * a variable's creator, a function's inputs and outputs by their place. What is left is matched by its kind, in order of
 * creation, and spreads again. At first only like goes with like, so that what was put in between is new and the rest is
 * known again; then another function may stand in the place of one. The same both ways round (property test). Pure.
 * Not here: what differs.
 */
import type { FunctionNode, GraphNode, Picture } from '../picture/picture.ts';

export interface Matching {
  /** From the first graph to the second. */
  forward: ReadonlyMap<number, number>;
  /** From the second graph to the first. */
  back: ReadonlyMap<number, number>;
}

interface Side {
  picture: Picture;
  /** Place in order of creation. */
  place: ReadonlyMap<number, number>;
  creators: ReadonlyMap<number, FunctionNode>;
}

type Pair = readonly [number, number];

export function matchGraphs(before: Picture, after: Picture): Matching {
  const [a, b] = [sideOf(before), sideOf(after)];
  const forward = new Map<number, number>();
  const back = new Map<number, number>();
  const take = (pairs: readonly Pair[], like: boolean): Pair[] =>
    sorted(pairs, a, b).filter(([one, other]) => {
      if (forward.has(one) || back.has(other) || !alike([one, other], a, b, like)) return false;
      forward.set(one, other);
      back.set(other, one);
      return true;
    });
  const spread = (from: readonly Pair[], like: boolean): void => {
    for (let fresh = from; fresh.length > 0;)
      fresh = take(
        fresh.flatMap((pair) => around(pair, a, b)),
        like
      );
  };
  for (const like of [true, false]) {
    spread([...forward], like);
    for (const key of [nameKey, workKey, roleKey]) {
      const open = (side: Side, taken: ReadonlyMap<number, number>) =>
        numbered(side, (node) => (taken.has(node.id) ? null : key(node)));
      const others = open(b, back);
      const pairs = [...open(a, forward)].flatMap(([name, one]): Pair[] => {
        const other = others.get(name);
        return other === undefined ? [] : [[one, other]];
      });
      spread(take(pairs, true), like);
    }
  }
  return { forward, back };
}

function sideOf(picture: Picture): Side {
  const creators = new Map<number, FunctionNode>();
  for (const node of picture.nodes.values())
    if (node.kind === 'function') for (const output of node.outputs) creators.set(output, node);
  return { picture, place: new Map([...picture.nodes.keys()].map((id, place) => [id, place])), creators };
}

/**
 * Two nodes can only be the same one if both are variables, or both functions, of graphs of the same order. Where like
 * goes with like, functions must do the same, and variables have the same name or, without one, a like creator.
 */
function alike([one, other]: Pair, a: Side, b: Side, like: boolean): boolean {
  const [left, right] = [a.picture.nodes.get(one), b.picture.nodes.get(other)];
  if (!left || !right || left.kind !== right.kind || left.order !== right.order) return false;
  if (!like) return true;
  if (left.name !== right.name) return false;
  return left.kind === 'function' || left.name !== null || a.creators.get(one)?.name === b.creators.get(other)?.name;
}

const nameKey = (node: GraphNode): string | null =>
  node.kind === 'variable' && node.name !== null ? `${node.order} ${node.name}` : null;

const workKey = (node: GraphNode): string | null =>
  node.kind === 'function' ? `${node.order} ${node.name} ${node.inputs.length}` : null;

const roleKey = (node: GraphNode): string | null =>
  node.kind === 'variable' && node.role !== 'intermediate' && node.name === null ? `${node.order} ${node.role}` : null;

/** Nodes by key and how many with this key came before. */
function numbered(side: Side, key: (node: GraphNode) => string | null): Map<string, number> {
  const counts = new Map<string, number>();
  const found = new Map<string, number>();
  for (const node of side.picture.nodes.values()) {
    const name = key(node);
    if (name === null) continue;
    const n = counts.get(name) ?? 0;
    counts.set(name, n + 1);
    found.set(`${name} ${n}`, node.id);
  }
  return found;
}

/** The pairs next to a matched one. */
function around([one, other]: Pair, a: Side, b: Side): Pair[] {
  const [left, right] = [a.picture.nodes.get(one), b.picture.nodes.get(other)];
  if (left?.kind === 'function' && right?.kind === 'function')
    return [...zipped(left.inputs, right.inputs), ...zipped(left.outputs, right.outputs)];
  const [made, makes] = [a.creators.get(one), b.creators.get(other)];
  return made && makes && made.outputs.indexOf(one) === makes.outputs.indexOf(other) ? [[made.id, makes.id]] : [];
}

const zipped = (one: readonly number[], other: readonly number[]): Pair[] =>
  one.slice(0, other.length).flatMap((id, index): Pair[] => {
    const partner = other[index];
    return partner === undefined ? [] : [[id, partner]];
  });

/** In an order that is the same when the two graphs change places: early pairs first, then level ones. */
function sorted(pairs: readonly Pair[], a: Side, b: Side): Pair[] {
  const at = ([one, other]: Pair) => [a.place.get(one) ?? 0, b.place.get(other) ?? 0] as const;
  const key = (pair: Pair) => {
    const [i, j] = at(pair);
    return [i + j, Math.abs(i - j)] as const;
  };
  return [...pairs].sort((p, q) => {
    const [k, l] = [key(p), key(q)];
    return k[0] - l[0] || k[1] - l[1];
  });
}
