/**
 * Parts the functions of a graph into nested groups that can be folded: by layer, by source line, or by the turns of a
 * loop where nobody chose. Each group is a run of functions in the order in which they were called, so that no path
 * leaves a group and comes back: the folded graph has no cycle that the graph has not.
 * Not here: which groups are open, and what is visible then (`folding.ts`).
 */
import type { GraphPass } from '@engine/trace/events.ts';
import { turnsIn } from './loop-turns.ts';
import type { FunctionNode, Picture, VariableNode } from '../picture/picture.ts';

/** What a group stands for: a layer's call, a line, one turn of a loop, a stretch of a long row, unused variables. */
export type GroupKind = 'layer' | 'line' | 'turn' | 'part' | 'loose';
/** 'auto': by turns, then by layer where there are layers, else by line. */
export type GroupBy = 'layer' | 'line' | 'auto';

export interface Group {
  kind: 'group';
  /** Negative, so that it cannot be a node's. */
  id: number;
  /** Its place in the tree; the same in another run of the same code. */
  key: string;
  of: GroupKind;
  /** The layer's or the file's name; '' otherwise. */
  name: string;
  /** First and last: line of the source, number of the turn, place in the row. */
  from: number;
  to: number;
  /** The group is a stretch of turns and not of functions. */
  turns: boolean;
  pass: GraphPass;
  /** 0: forward; n: the graph that the n-th differentiation built. */
  order: number;
  parent: Group | null;
  depth: number;
  children: (Group | FunctionNode)[];
  /** All functions in it, also in inner groups, in order of their call. */
  functions: readonly FunctionNode[];
  /** Variables in it and in no inner group. */
  variables: VariableNode[];
  /** Functions and variables, also in inner groups. */
  size: number;
}

export interface Groups {
  roots: readonly (Group | FunctionNode)[];
  all: readonly Group[];
  /** The innermost group of a node. */
  home: ReadonlyMap<number, Group>;
}

export const NO_GROUPS: Groups = { roots: [], all: [], home: new Map() };

/** A row longer than this is parted into stretches of PART. */
const LONGEST_ROW = 100;
const PART = 25;
/** So many variables that nothing uses become a group. */
const MANY_LOOSE = 20;

/** A group before its place in the tree is known. */
interface Draft {
  of: GroupKind;
  name: string;
  from: number;
  to: number;
  turns?: boolean;
  children: Item[];
}
type Item = Draft | FunctionNode;
type Inner = (functions: readonly FunctionNode[]) => Item[];

export function groupsOf(final: Picture, by: GroupBy): Groups {
  const functions = [...final.nodes.values()].filter((node): node is FunctionNode => node.kind === 'function');
  const items = runs(functions, (node) => node.order).flatMap(({ run }) => {
    const layered = run.some((node) => node.layers.length > 0);
    if (by === 'layer') return byLayer(run, 0);
    return byTurn(run, by === 'auto' && layered ? (part) => byLayer(part, 0) : byLine);
  });
  return treeOf(final, parted(items), by === 'auto');
}

function runs<T>(functions: readonly FunctionNode[], keyOf: (node: FunctionNode) => T) {
  const found: { key: T; run: FunctionNode[] }[] = [];
  for (const node of functions) {
    const key = keyOf(node);
    const last = found.at(-1);
    if (last && last.key === key) last.run.push(node);
    else found.push({ key, run: [node] });
  }
  return found;
}

function byLayer(functions: readonly FunctionNode[], depth: number): Item[] {
  return runs(functions, (node) => node.layers[depth]).flatMap(({ key, run }): Item[] =>
    key === undefined ? run : [{ of: 'layer', name: key, from: 0, to: 0, children: byLayer(run, depth + 1) }]
  );
}

const placeOf = ({ cell, at }: FunctionNode) => cell ?? at;

function byLine(functions: readonly FunctionNode[]): Item[] {
  const key = (node: FunctionNode) => `${placeOf(node)?.file ?? ''}:${placeOf(node)?.line ?? ''}`;
  return runs(functions, key).flatMap(({ run }): Item[] => {
    const place = run[0] && placeOf(run[0]);
    return place ? [{ of: 'line', name: place.file, from: place.line, to: place.line, children: run }] : run;
  });
}

function byTurn(functions: readonly FunctionNode[], inner: Inner): Item[] {
  const loop = turnsIn(functions.map((node) => placeOf(node)?.line ?? null));
  if (!loop) return inner(functions);
  const { starts, end } = loop;
  const turns = starts.map((start, index): Draft => {
    const children = byTurn(functions.slice(start, starts[index + 1] ?? end), inner);
    return { of: 'turn', name: '', from: index + 1, to: index + 1, children };
  });
  return [...byTurn(functions.slice(0, starts[0]), inner), ...parted(turns), ...byTurn(functions.slice(end), inner)];
}

/** Long rows as stretches, so that opening one group never shows hundreds of nodes. */
function parted(items: Item[]): Item[] {
  const deep = items.map((item): Item => ('of' in item ? { ...item, children: parted(item.children) } : item));
  if (deep.length <= LONGEST_ROW) return deep;
  const turns = deep.every((item) => 'of' in item && item.of === 'turn');
  const size = Math.max(PART, Math.ceil(deep.length / LONGEST_ROW));
  const parts: Item[] = [];
  for (let from = 0; from < deep.length; from += size) {
    const children = deep.slice(from, from + size);
    parts.push({ of: 'part', name: '', from: from + 1, to: from + children.length, turns, children });
  }
  return parts;
}

function treeOf(final: Picture, items: readonly Item[], gatherLoose: boolean): Groups {
  const all: Group[] = [];
  const home = new Map<number, Group>();
  const planted = (list: readonly Item[], parent: Group | null): (Group | FunctionNode)[] =>
    list.map((item, index) => {
      if (!('of' in item)) {
        if (parent) home.set(item.id, parent);
        return item;
      }
      const key = `${parent ? `${parent.key}/` : ''}${item.of}:${index}`;
      const group = emptyGroup(item, -1 - all.length, key, parent);
      all.push(group);
      group.children = planted(item.children, group);
      group.functions = group.children.flatMap((child) => (child.kind === 'group' ? child.functions : [child]));
      group.pass = group.functions[0]?.pass ?? 'forward';
      group.order = group.functions[0]?.order ?? 0;
      return group;
    });
  const roots = planted(items, null);
  const loose = homesOfVariables(final, home);
  if (gatherLoose && loose.length > MANY_LOOSE) {
    const draft: Draft = { of: 'loose', name: '', from: 0, to: 0, children: [] };
    const group = emptyGroup(draft, -1 - all.length, 'loose', null);
    group.variables = loose;
    all.push(group);
    roots.push(group);
    for (const { id } of loose) home.set(id, group);
  }
  // Inner groups come after outer ones.
  for (const group of all.toReversed()) {
    const inner = group.children.reduce((sum, child) => sum + (child.kind === 'group' ? child.size : 1), 0);
    group.size = inner + group.variables.length;
  }
  return { roots, all, home };
}

function emptyGroup(
  { of, name, from, to, turns = false }: Draft,
  id: number,
  key: string,
  parent: Group | null
): Group {
  const depth = parent ? parent.depth + 1 : 0;
  return {
    ...{ kind: 'group', id, key, of, name, from, to, turns, parent, depth, pass: 'forward', order: 0, size: 0 },
    ...{ children: [], functions: [], variables: [] }
  };
}

/** Puts variables that only one group knows into it; returns those that nothing makes and nothing uses. */
function homesOfVariables(final: Picture, home: Map<number, Group>): VariableNode[] {
  const touching = new Map<number, FunctionNode[]>();
  const used = new Set<number>();
  for (const node of final.nodes.values()) {
    if (node.kind !== 'function') continue;
    for (const id of node.inputs) used.add(id);
    for (const id of [...node.inputs, ...node.outputs]) {
      const others = touching.get(id);
      if (others) others.push(node);
      else touching.set(id, [node]);
    }
  }
  const loose: VariableNode[] = [];
  for (const node of final.nodes.values()) {
    if (node.kind !== 'variable') continue;
    const [first, ...rest] = touching.get(node.id) ?? [];
    if (!first) {
      loose.push(node);
      continue;
    }
    let group = home.get(first.id) ?? null;
    for (const other of rest) group = common(group, home.get(other.id) ?? null);
    while (group && !mayHide(group, node, used.has(node.id))) group = group.parent;
    if (!group) continue;
    home.set(node.id, group);
    group.variables.push(node);
  }
  return loose;
}

/** What comes out of a layer or a line at last, and what a learner put in, stays to be seen. */
function mayHide(group: Group, node: VariableNode, used: boolean): boolean {
  if (group.of === 'turn' || group.of === 'part') return true;
  if (node.role === 'parameter') return true;
  if (node.role === 'leaf') return node.name === null && sizeOf(node) <= 1;
  return used;
}

function sizeOf(node: VariableNode): number {
  return node.value?.shape.reduce((product, length) => product * length, 1) ?? 0;
}

function common(a: Group | null, b: Group | null): Group | null {
  let [x, y] = [a, b];
  while (x && y && x !== y) {
    if (x.depth >= y.depth) x = x.parent;
    else y = y.parent;
  }
  return x === y ? x : null;
}
