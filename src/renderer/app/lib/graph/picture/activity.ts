/**
 * What one event lights up and moves on the stage: a pure function of the event and the picture after it.
 *
 * At most MOVING things move; more inputs than that are highlighted only. Not here: drawing (`drawing/movement-shapes.ts`).
 */
import type { TraceEvent } from '@engine/trace/events.ts';
import { summary } from '../words/format.ts';
import type { Picture } from './picture.ts';

export type Tone = 'forward' | 'backward' | 'update' | 'neutral';

/** A value on its way along an edge, between two moments of the event's progress. */
export interface Pulse {
  edge: string;
  /** Against the edge's direction, as gradients travel. */
  reverse: boolean;
  text: string;
  start: number;
  end: number;
}

export interface Activity {
  tone: Tone;
  nodes: ReadonlySet<number>;
  edges: ReadonlySet<string>;
  pulses: readonly Pulse[];
  /** Before + contribution = after, or what was overwritten, at this variable. */
  sum: { target: number; text: string; warning: boolean } | null;
}

export const MOVING = 2;

export const NO_ACTIVITY: Activity = { tone: 'neutral', nodes: new Set(), edges: new Set(), pulses: [], sum: null };

export function activityOf(event: TraceEvent | null, picture: Picture): Activity {
  if (!event) return NO_ACTIVITY;
  switch (event.kind) {
    case 'variable':
    case 'variable-changed':
      return lit(passTone(picture, event.id), [event.id]);
    case 'function': {
      const into = edgesBetween(picture, event.inputs, [event.id]);
      const out = edgesBetween(picture, [event.id], event.outputs);
      const pulses = [
        ...into.slice(0, MOVING).map((edge) => pulse(picture, edge, edge.from, 0, out.length > 0 ? 0.5 : 0.9)),
        ...out.slice(0, MOVING).map((edge) => pulse(picture, edge, edge.to, 0.5, 0.95))
      ];
      return {
        ...lit(event.pass === 'backward' ? 'backward' : 'forward', [event.id, ...event.inputs, ...event.outputs]),
        edges: new Set([...into, ...out].map((edge) => edge.id)),
        pulses
      };
    }
    case 'backward-started':
      return lit('backward', [event.root]);
    case 'function-popped': {
      const node = picture.nodes.get(event.id);
      const outputs = node?.kind === 'function' ? node.outputs : [];
      const edges = edgesBetween(picture, [event.id], outputs);
      const pulses = edges.slice(0, MOVING).flatMap((edge) => gradientPulse(picture, edge));
      return { ...lit('backward', [event.id, ...outputs]), edges: new Set(edges.map((edge) => edge.id)), pulses };
    }
    case 'gradient': {
      const edges = event.from === null ? [] : edgesBetween(picture, [event.target], [event.from]);
      const edge = edges[Math.min(arrivalsFrom(picture, event.target), edges.length) - 1] ?? edges[0];
      const text = `∂ ${summary(event.contribution)}`;
      return {
        ...lit('backward', event.from === null ? [event.target] : [event.target, event.from]),
        edges: new Set(edge ? [edge.id] : []),
        pulses: edge ? [{ edge: edge.id, reverse: true, text, start: 0, end: 0.7 }] : [],
        sum: sumOf(event)
      };
    }
    case 'gradient-released':
      return lit('backward', [event.target]);
    case 'parameter-updated':
      return {
        ...lit('update', [event.target]),
        sum: {
          target: event.target,
          text: `${summary(event.before)} → ${summary(event.after)}`,
          warning: false
        }
      };
    case 'backward-finished':
    case 'printed':
    case 'plotted':
    case 'step-started':
      return NO_ACTIVITY;
    default:
      return event satisfies never;
  }
}

interface Ends {
  id: string;
  from: number;
  to: number;
}

function lit(tone: Tone, nodes: readonly number[]): Activity {
  return { ...NO_ACTIVITY, tone, nodes: new Set(nodes) };
}

function passTone(picture: Picture, id: number): Tone {
  return picture.nodes.get(id)?.pass === 'backward' ? 'backward' : 'forward';
}

/** All edges from one of the first to one of the second, parallel ones too, without walking the whole graph. */
function edgesBetween(picture: Picture, from: readonly number[], to: readonly number[]): Ends[] {
  const found: Ends[] = [];
  for (const source of new Set(from)) {
    for (const target of new Set(to)) {
      const plain = `${source}>${target}`;
      let edge = picture.edges.get(plain);
      for (let n = 2; edge; n++) {
        if (picture.nodes.has(edge.from) && picture.nodes.has(edge.to)) found.push(edge);
        edge = picture.edges.get(`${plain}#${n}`);
      }
    }
  }
  return found;
}

function pulse(picture: Picture, edge: Ends, variable: number, start: number, end: number): Pulse {
  const node = picture.nodes.get(variable);
  const text = node?.kind === 'variable' && node.value ? summary(node.value) : '';
  return { edge: edge.id, reverse: false, text, start, end };
}

function gradientPulse(picture: Picture, edge: Ends): Pulse[] {
  const node = picture.nodes.get(edge.to);
  if (node?.kind !== 'variable' || !node.grad) return [];
  return [{ edge: edge.id, reverse: true, text: `∂ ${summary(node.grad.value)}`, start: 0, end: 0.9 }];
}

function arrivalsFrom(picture: Picture, target: number): number {
  const node = picture.nodes.get(target);
  return node?.kind === 'variable' ? (node.grad?.arrivals ?? 1) : 1;
}

function sumOf(event: Extract<TraceEvent, { kind: 'gradient' }>): Activity['sum'] {
  if (!event.before) return null;
  const [before, contribution, after] = [event.before, event.contribution, event.after].map(summary);
  if (event.mode === 'accumulated')
    return { target: event.target, text: `${before} + ${contribution} = ${after}`, warning: false };
  if (event.mode === 'overwritten') return { target: event.target, text: `⚠ ${before} → ${after}`, warning: true };
  return null;
}
