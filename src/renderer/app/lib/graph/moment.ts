/**
 * When, within one event, its consequence becomes visible on the stage: a value appears when what carries it arrives.
 * Pure. The table and the inspector do not wait; they show the cursor.
 */
import type { TraceEvent } from '@engine/trace/events.ts';
import { drawableEdges } from './elements.ts';
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
  const creator = drawableEdges(final).find((edge) => edge.to === event.id);
  return creator && !now.nodes.has(creator.from) ? new Set([event.id]) : NONE;
}
