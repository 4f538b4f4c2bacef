/**
 * The picture: everything that the graph stage, the inspector and the table show at one cursor of the event stream.
 *
 * Plain immutable data, made by `reducer.ts` only. Parts that an event does not touch are shared between pictures.
 * Not here: positions, colours and texts (`layout.ts`, `drawing/`, `sentence.ts`).
 */
import type { GradientArrived, GraphPass, SourcePlace, TraceEvent, ValueSnapshot } from '@engine/trace/events.ts';

export interface Gradient {
  value: ValueSnapshot;
  /** 'overwritten': the learner's bug, a gradient was replaced. 'released' and 'cleared': its last value, fading. */
  state: 'present' | 'overwritten' | 'released' | 'cleared';
  /** How it came to its value: the last arrival. */
  mode: GradientArrived['mode'];
  from: number | null;
  before: ValueSnapshot | null;
  contribution: ValueSnapshot;
  /** How many contributions arrived since it was last empty. */
  arrivals: number;
}

export interface VariableNode {
  kind: 'variable';
  id: number;
  name: string | null;
  role: 'leaf' | 'parameter' | 'intermediate';
  /** null: nothing computed yet, which is not zero. */
  value: ValueSnapshot | null;
  grad: Gradient | null;
  generation: number;
  pass: GraphPass;
  /** 0: computed forward; n: by the backward pass that differentiates for the n-th time. */
  order: number;
  type: string;
  /** Where it was changed by hand: what the code had given it. */
  codeValue: ValueSnapshot | null;
  /** How often the parameter was updated. */
  updates: number;
  at: SourcePlace | null;
  cell: SourcePlace | null;
}

export interface FunctionNode {
  kind: 'function';
  id: number;
  name: string;
  inputs: readonly number[];
  outputs: readonly number[];
  generation: number;
  pass: GraphPass;
  /** As of a variable. */
  order: number;
  layers: readonly string[];
  /** How often backward took it from the queue. */
  pops: number;
  at: SourcePlace | null;
  cell: SourcePlace | null;
}

export type GraphNode = VariableNode | FunctionNode;

export interface GraphEdge {
  /** 'from>to', with '#n' for the further ones when a variable is used twice by the same function. */
  id: string;
  from: number;
  to: number;
  pass: GraphPass;
}

export type Phase = 'idle' | 'forward' | 'backward' | 'update';

export interface Picture {
  /** How many events have happened. */
  cursor: number;
  /** The last event that happened; null at the start. */
  event: TraceEvent | null;
  phase: Phase;
  /** In order of creation. */
  nodes: ReadonlyMap<number, GraphNode>;
  /** An edge may name a variable that appears only later. */
  edges: ReadonlyMap<string, GraphEdge>;
  /** Functions that wait in the running backward pass, next one first. */
  queue: readonly number[];
  /** The function that backward works on. */
  popped: number | null;
  /** How many backward passes have started. */
  passes: number;
  /** Of the running backward pass: 1 for a plain one, 2 where it goes through the graph of another one. */
  order: number;
  /** The step of the training loop; null outside of one. */
  step: number | null;
  /** The lines printed so far are counted, the last one is shown. */
  printed: { count: number; last: string | null };
}

export const EMPTY_PICTURE: Picture = {
  cursor: 0,
  event: null,
  phase: 'idle',
  nodes: new Map(),
  edges: new Map(),
  queue: [],
  popped: null,
  passes: 0,
  order: 0,
  step: null,
  printed: { count: 0, last: null }
};

export interface Neighbours {
  creator: FunctionNode | null;
  consumers: FunctionNode[];
}

/** Who made a variable and who uses it, as far as the picture knows. */
export function neighbours(picture: Picture, variable: number): Neighbours {
  const found: Neighbours = { creator: null, consumers: [] };
  for (const node of picture.nodes.values()) {
    if (node.kind !== 'function') continue;
    if (node.outputs.includes(variable)) found.creator = node;
    if (node.inputs.includes(variable)) found.consumers.push(node);
  }
  return found;
}

/** The gradient as it counts now: a released or cleared one is none. */
export function currentGradient(node: VariableNode): ValueSnapshot | null {
  return node.grad && (node.grad.state === 'present' || node.grad.state === 'overwritten') ? node.grad.value : null;
}

/** The name that people read: a variable without one is called by its type and id. */
export function displayName(node: GraphNode): string {
  return node.kind === 'function' ? node.name : (node.name ?? `#${node.id}`);
}
