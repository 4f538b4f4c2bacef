/**
 * The pure reducer of the graph stage: (events, cursor) -> Picture.
 *
 * `reduce` applies one event, `pictureAt` replays from the start, and a `Replay` remembers a keyframe every
 * KEYFRAME_DISTANCE events (fewer in a large graph), so that a step back or a jump costs few events. All three agree at
 * every cursor (property test). Not here: time (`playback.svelte.ts`) and drawing.
 */
import type { GradientArrived, TraceEvent, ValueSnapshot } from '@engine/trace/events.ts';
import {
  EMPTY_PICTURE,
  type FunctionNode,
  type Gradient,
  type GraphEdge,
  type GraphNode,
  type Picture,
  type VariableNode
} from './picture.ts';

export const KEYFRAME_DISTANCE = 64;

/** The picture after one more event; the given one stays as it is. */
export function reduce(picture: Picture, event: TraceEvent): Picture {
  const draft = draftOf(picture);
  apply(draft, event);
  return draft;
}

/** The picture after the first `cursor` events. */
export function pictureAt(events: readonly TraceEvent[], cursor: number): Picture {
  return replay(EMPTY_PICTURE, events, Math.min(Math.max(cursor, 0), events.length));
}

/** Pictures of one growing stream, with keyframes. */
export class Replay {
  #events: readonly TraceEvent[] = [];
  #keyframes: Picture[] = [EMPTY_PICTURE];
  #last: Picture = EMPTY_PICTURE;

  /** The stream has grown (or, with another beginning, is another one). */
  setEvents(events: readonly TraceEvent[]): void {
    const grown = events.length >= this.#events.length && events[0] === this.#events[0];
    this.#events = events;
    if (grown) return;
    this.#keyframes = [EMPTY_PICTURE];
    this.#last = EMPTY_PICTURE;
  }

  at(cursor: number): Picture {
    const target = Math.min(Math.max(cursor, 0), this.#events.length);
    if (target < this.#last.cursor) this.#last = this.#keyframeBefore(target);
    this.#last = replay(this.#last, this.#events, target);
    return this.#last;
  }

  /** Only going back needs keyframes: made where they are missing. */
  #keyframeBefore(target: number): Picture {
    for (;;) {
      const last = this.#keyframes.at(-1) ?? EMPTY_PICTURE;
      // A keyframe costs as much as it has nodes: a large graph has fewer.
      const next = last.cursor + Math.max(KEYFRAME_DISTANCE, last.nodes.size >> 3);
      if (next > target) break;
      this.#keyframes.push(replay(last, this.#events, next));
    }
    return this.#keyframes.findLast((keyframe) => keyframe.cursor <= target) ?? EMPTY_PICTURE;
  }
}

interface Draft extends Picture {
  nodes: Map<number, GraphNode>;
  edges: Map<string, GraphEdge>;
}

function draftOf(picture: Picture): Draft {
  return { ...picture, nodes: new Map(picture.nodes), edges: new Map(picture.edges) };
}

function replay(from: Picture, events: readonly TraceEvent[], cursor: number): Picture {
  if (cursor === from.cursor) return from;
  const draft = draftOf(from);
  for (let index = from.cursor; index < cursor; index++) {
    const event = events[index];
    if (event) apply(draft, event);
  }
  return draft;
}

function apply(draft: Draft, event: TraceEvent): void {
  draft.cursor += 1;
  draft.event = event;
  switch (event.kind) {
    case 'variable': {
      const { id, name, role, value, generation, pass, type, codeValue = null, at, cell } = event;
      const updates = 0;
      draft.nodes.set(id, {
        kind: 'variable',
        ...{ id, name, role, value, generation, pass, type, codeValue, updates, at, cell },
        order: pass === 'backward' ? draft.order : 0,
        grad: event.grad ? heldGradient(event.grad) : null
      });
      if (pass === 'forward') draft.phase = 'forward';
      return;
    }
    case 'function': {
      const { id, name, inputs, outputs, generation, pass, layers, at, cell } = event;
      const pops = 0;
      draft.nodes.set(id, {
        kind: 'function',
        ...{ id, name, inputs, outputs, generation, pass, layers, pops, at, cell },
        order: pass === 'backward' ? draft.order : 0
      });
      for (const from of inputs) addEdge(draft, { from, to: id, pass });
      for (const to of outputs) addEdge(draft, { from: id, to, pass });
      if (pass === 'forward') draft.phase = 'forward';
      return;
    }
    case 'variable-changed':
      changeVariable(draft, event.id, (node) => ({
        ...node,
        ...(event.name === undefined ? {} : { name: event.name }),
        ...(event.role === undefined ? {} : { role: event.role }),
        ...(event.value === undefined ? {} : { value: event.value })
      }));
      return;
    case 'backward-started':
      draft.phase = 'backward';
      draft.passes += 1;
      draft.order = reached(draft, event.root) + 1;
      draft.queue = [];
      draft.popped = null;
      return;
    case 'function-popped': {
      const node = draft.nodes.get(event.id);
      if (node?.kind === 'function') draft.nodes.set(event.id, { ...node, pops: node.pops + 1 });
      draft.phase = 'backward';
      draft.popped = event.id;
      draft.queue = event.queue;
      return;
    }
    case 'gradient':
      changeVariable(draft, event.target, (node) => ({ ...node, grad: gradientOf(event, node.grad) }));
      return;
    case 'gradient-released':
      changeVariable(draft, event.target, (node) =>
        node.grad ? { ...node, grad: { ...node.grad, state: event.reason } } : node
      );
      return;
    case 'backward-finished':
      draft.phase = 'idle';
      draft.queue = [];
      draft.popped = null;
      return;
    case 'parameter-updated':
      draft.phase = 'update';
      changeVariable(draft, event.target, (node) => ({ ...node, value: event.after, updates: node.updates + 1 }));
      return;
    case 'printed':
      draft.printed = { count: draft.printed.count + 1, last: event.text };
      return;
    case 'plotted':
      return;
    case 'step-started':
      draft.phase = 'idle';
      draft.step = event.step;
      return;
    default:
      event satisfies never;
  }
}

/** The highest order among everything that the root was computed from. */
function reached(draft: Draft, root: number): number {
  const creators = new Map<number, FunctionNode>();
  for (const node of draft.nodes.values())
    if (node.kind === 'function') for (const output of node.outputs) creators.set(output, node);
  const waiting = [root];
  const seen = new Set(waiting);
  let order = 0;
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    order = Math.max(order, draft.nodes.get(id)?.order ?? 0);
    for (const input of creators.get(id)?.inputs ?? []) {
      if (seen.has(input)) continue;
      seen.add(input);
      waiting.push(input);
    }
  }
  return order;
}

function changeVariable(draft: Draft, id: number, change: (node: VariableNode) => VariableNode): void {
  const node = draft.nodes.get(id);
  if (node?.kind === 'variable') draft.nodes.set(id, change(node));
}

/** One that was there before the trace began; how it came there is not known. */
function heldGradient(value: ValueSnapshot): Gradient {
  return { value, state: 'present', mode: 'first', from: null, before: null, contribution: value, arrivals: 1 };
}

function gradientOf(event: GradientArrived, old: Gradient | null): Gradient {
  const counts = old !== null && (old.state === 'present' || old.state === 'overwritten');
  const wrong = event.mode === 'overwritten' || (counts && old.state === 'overwritten' && event.mode === 'accumulated');
  return {
    value: event.after,
    state: wrong ? 'overwritten' : 'present',
    mode: event.mode,
    from: event.from,
    before: event.before,
    contribution: event.contribution,
    arrivals: (counts ? old.arrivals : 0) + 1
  };
}

function addEdge(draft: Draft, edge: Omit<GraphEdge, 'id'>): void {
  const plain = `${edge.from}>${edge.to}`;
  let id = plain;
  for (let n = 2; draft.edges.has(id); n++) id = `${plain}#${n}`;
  draft.edges.set(id, { id, ...edge });
}
