/**
 * When, within one event, its consequence becomes visible on the stage: a value appears when what carries it arrives.
 * Pure. The table and the inspector do not wait; they show the cursor.
 */
import type { TraceEvent } from '@engine/trace/events.ts';
import type { Picture } from './picture.ts';

/** Whether the event's change is to be seen at this progress of its movement. */
export function settledAt(event: TraceEvent | null, progress: number): boolean {
  if (event?.kind === 'gradient') return progress >= (event.from === null ? 0.3 : 0.7);
  if (event?.kind === 'parameter-updated') return progress >= 0.5;
  return true;
}

const NONE: ReadonlySet<number> = new Set();

/**
 * While playing: computed variables whose function has not been shown yet. In the stream the variable comes first; on
 * the stage its value arrives from the function.
 */
export function arrivingAt(
  event: TraceEvent | null,
  now: Picture,
  final: Picture,
  playing: boolean
): ReadonlySet<number> {
  if (!playing || !event) return NONE;
  if (event.kind === 'function') return new Set(event.outputs);
  if (event.kind !== 'variable' || event.role !== 'intermediate') return NONE;
  const creator = creatorsIn(final).get(event.id);
  return creator !== undefined && !now.nodes.has(creator) ? new Set([event.id]) : NONE;
}

/** A large graph is asked at every event: looked through once. */
const known = new WeakMap<Picture, ReadonlyMap<number, number>>();

function creatorsIn(picture: Picture): ReadonlyMap<number, number> {
  let creators = known.get(picture);
  if (!creators) {
    const functions = [...picture.nodes.values()].filter((node) => node.kind === 'function');
    creators = new Map(functions.flatMap(({ id, outputs }) => outputs.map((output) => [output, id] as const)));
    known.set(picture, creators);
  }
  return creators;
}
