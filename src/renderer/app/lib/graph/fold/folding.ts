/**
 * The visible graph: (complete graph, groups, which are open) -> nodes and edges to draw, and which of them stands for
 * each node and edge of the run. With every group open it is the graph itself. Pure.
 * Not here: how groups are found (`grouping.ts`), what is remembered (`fold-choice.svelte.ts`).
 */
import type { GraphPass } from '@engine/trace/events.ts';
import { NO_GROUPS, type Group, type Groups } from './grouping.ts';
import type { GraphEdge, GraphNode, Picture } from '../picture/picture.ts';

/** By itself a graph is never larger than this. */
export const MOST_UNFOLDED = 300;
/** What is left unfolded when a person asks for it. */
export const MOST_VISIBLE = 1000;
/** What a folded graph shows at first, where its groups allow it. */
const FIRST_VISIBLE = 60;
const FEW = 8;

/** A closed group as one node of the visible graph. */
export interface GroupNode {
  kind: 'group';
  /** Negative. */
  id: number;
  key: string;
  title: string;
  /** How much is in it, in words. */
  detail: string;
  pass: GraphPass;
  order: number;
  size: number;
  /** The node that exists first of all in it. */
  first: number;
}

export type SceneNode = GraphNode | GroupNode;

export interface Scene {
  nodes: ReadonlyMap<number, SceneNode>;
  /** An edge of the visible graph stands for one or, at a group, for several edges of the run. */
  edges: ReadonlyMap<string, GraphEdge>;
}

export interface Fold extends Scene {
  /** The visible node that stands for a node. */
  host: (id: number) => number;
  /** The visible edge that stands for an edge of the run; null inside of a group. */
  edge: (id: string) => string | null;
  /** The first edge of the run that a visible edge stands for. */
  source: (id: string) => string;
  groups: Groups;
  /** Open groups that could be closed, outer ones first. */
  open: readonly Group[];
  /** Whether anything is hidden. */
  folded: boolean;
}

export type Words = (group: Group) => { title: string; detail: string };

/** Everything is visible. */
export function unfolded(final: Picture): Fold {
  const edges = new Map([...final.edges].filter(([, { from, to }]) => final.nodes.has(from) && final.nodes.has(to)));
  const itself = {
    host: (id: number) => id,
    edge: (id: string) => (edges.has(id) ? id : null),
    source: (id: string) => id
  };
  return { nodes: final.nodes, edges, ...itself, groups: NO_GROUPS, open: [], folded: false };
}

export function fold(final: Picture, groups: Groups, isOpen: (key: string) => boolean, words: Words): Fold {
  const closed = new Map<Group, Group | null>();
  const open: Group[] = [];
  for (const group of groups.all) {
    const outer = group.parent ? (closed.get(group.parent) ?? null) : null;
    // A group of one node would only hide what it is.
    const shut = outer ?? (group.size > 1 && !isOpen(group.key) ? group : null);
    closed.set(group, shut);
    if (!shut && group.size > 1) open.push(group);
  }
  const hostOf = (id: number): Group | null => {
    const home = groups.home.get(id);
    return home ? (closed.get(home) ?? null) : null;
  };
  const host = (id: number): number => hostOf(id)?.id ?? id;
  const nodes = new Map<number, SceneNode>();
  const maker = new Map<number, number>();
  for (const node of final.nodes.values()) {
    if (node.kind === 'function') for (const output of node.outputs) maker.set(output, host(node.id));
    const group = hostOf(node.id);
    if (!group) nodes.set(node.id, node);
    else if (!nodes.has(group.id)) nodes.set(group.id, groupNode(group, node.id, words));
  }
  const edges = new Map<string, GraphEdge>();
  const edgeOf = new Map<string, string>();
  const sources = new Map<string, string>();
  for (const edge of final.edges.values()) {
    if (!final.nodes.has(edge.from) || !final.nodes.has(edge.to)) continue;
    const [from, to] = [host(edge.from), host(edge.to)];
    // What a group made and uses again does not leave it for that.
    if (from === to || (to < 0 && maker.get(edge.from) === to)) continue;
    const plain = from === edge.from && to === edge.to;
    const id = plain ? edge.id : `${from}>${to}`;
    edgeOf.set(edge.id, id);
    if (edges.has(id)) continue;
    edges.set(id, plain ? edge : { id, from, to, pass: edge.pass });
    sources.set(id, edge.id);
  }
  return {
    ...{ nodes, edges, host, groups, open },
    edge: (id) => edgeOf.get(id) ?? null,
    source: (id) => sources.get(id) ?? id,
    folded: nodes.size < final.nodes.size
  };
}

function groupNode(group: Group, first: number, words: Words): GroupNode {
  const { id, key, pass, order, size } = group;
  return { kind: 'group', id, key, pass, order, size, first, ...words(group) };
}

/**
 * Which groups are open when nobody has chosen yet: the largest one is opened again and again, as long as the graph
 * stays small.
 */
export function openAtFirst(groups: Groups): ReadonlySet<string> {
  const open = new Set<string>();
  const isGroup = (item: Group['children'][number]): item is Group => item.kind === 'group' && item.of !== 'loose';
  const waiting = groups.roots.filter(isGroup);
  let visible = groups.roots.length;
  for (;;) {
    waiting.sort((a, b) => a.size - b.size);
    const largest = waiting.pop();
    if (!largest) return open;
    const more = largest.children.length + largest.variables.length - 1;
    // A graph of one group and little else shows nothing: it is opened however large.
    if (visible >= FEW && visible + more > FIRST_VISIBLE) return open;
    visible += more;
    open.add(largest.key);
    waiting.push(...largest.children.filter(isGroup));
  }
}

/** The groups that a node is in, outer ones first. */
export function groupsAround({ groups }: Fold, id: number): Group[] {
  const around: Group[] = [];
  for (let group = groups.home.get(id) ?? null; group; group = group.parent) around.unshift(group);
  return around;
}
