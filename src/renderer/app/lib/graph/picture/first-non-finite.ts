/**
 * The operation that made the first NaN or infinity of a run: which event, which function, and what it was given. Pure.
 * Not here: the sentence (NonFiniteBar.svelte).
 */
import type { TraceEvent, ValueSnapshot } from '@engine/trace/events.ts';
import type { TraceIndex } from '../why/trace-index.ts';

export interface FirstNonFinite {
  /** The cursor at which it has just happened. */
  cursor: number;
  what: 'value' | 'gradient' | 'update';
  variable: number;
  /** The function that made it; null where the code gave it itself. */
  function: number | null;
  name: string | null;
  result: ValueSnapshot;
  /** What the function computed from. */
  inputs: { variable: number; value: ValueSnapshot }[];
  /** For a gradient: what came from upstream, or what it was added to. */
  upstream: ValueSnapshot | null;
  /** Whether everything that it was made from was finite: then this is where it began. */
  fromFinite: boolean;
}

/** Whether there is any, without an index. */
export const hasNonFinite = (events: readonly TraceEvent[]): boolean =>
  events.some((event) => (resultOf(event)?.nonFinite ?? 0) > 0);

export function firstNonFinite(index: TraceIndex): FirstNonFinite | null {
  const place = index.events.findIndex((event) => (resultOf(event)?.nonFinite ?? 0) > 0);
  const event = index.events[place];
  const result = event ? resultOf(event) : null;
  if (!event || !result) return null;
  const cursor = place + 1;
  switch (event.kind) {
    case 'variable':
    case 'variable-changed': {
      const creator = event.kind === 'variable' ? index.creatorBefore(index.events.length, event.id) : null;
      const inputs = inputsOf(index, creator?.index ?? place, creator?.event.inputs ?? []);
      const made = { function: creator?.event.id ?? null, name: creator?.event.name ?? null, inputs };
      return { cursor, what: 'value', variable: event.id, ...made, result, upstream: null, fromFinite: finite(inputs) };
    }
    case 'gradient': {
      const before = event.from === null ? place : (index.popBefore(place, event.from) ?? place);
      const func = event.from === null ? null : index.functionBefore(place, event.from);
      const inputs = inputsOf(index, before, func?.inputs ?? []);
      const sent = event.contribution.nonFinite > 0;
      const upstream = sent ? index.gradientBefore(before, func?.outputs[0] ?? -1) : event.before;
      const made = { function: event.from, name: func?.name ?? null, inputs, upstream };
      const fromFinite = finite(inputs) && (upstream?.nonFinite ?? 0) === 0;
      return { cursor, what: 'gradient', variable: event.target, ...made, result, fromFinite };
    }
    case 'parameter-updated': {
      const inputs = [{ variable: event.target, value: event.before }];
      const made = { function: null, name: null, inputs, upstream: index.gradientBefore(place, event.target) };
      return { cursor, what: 'update', variable: event.target, ...made, result, fromFinite: finite(inputs) };
    }
    default:
      return null;
  }
}

function resultOf(event: TraceEvent): ValueSnapshot | null {
  switch (event.kind) {
    case 'variable':
      return event.value;
    case 'variable-changed':
      return event.value ?? null;
    case 'gradient':
    case 'parameter-updated':
      return event.after;
    default:
      return null;
  }
}

function inputsOf(index: TraceIndex, before: number, ids: readonly number[]): FirstNonFinite['inputs'] {
  return ids.flatMap((variable) => {
    const value = index.valueBefore(before, variable);
    return value ? [{ variable, value }] : [];
  });
}

const finite = (inputs: FirstNonFinite['inputs']): boolean => inputs.every(({ value }) => value.nonFinite === 0);
