/**
 * The last events of a run, with the picture at the place where older ones were dropped: a training loop can be watched
 * for hours, its last steps stay replayable, and memory stays bounded. Pure: pushing gives another ring. Cursor 0 is the
 * ring's tail. Not here: what happens at a cursor (`reducer.ts`).
 */
import type { TraceEvent, ValueSnapshot } from '@engine/trace/events.ts';
import { EMPTY_PICTURE, type Picture } from './picture.ts';
import { pictureFrom } from './reducer.ts';

export interface TraceRing {
  events: readonly TraceEvent[];
  /** The keyframe: the picture before the first event that is still there; its cursor is 0. */
  tail: Picture;
  /** How many events were dropped. */
  dropped: number;
  /** Numbers that the values of the events hold. */
  numbers: number;
}

export interface RingLimits {
  events: number;
  numbers: number;
}

/** More than one cell's trace has, so that only loops that are traced on and on lose their beginning. */
export const RING_LIMITS: RingLimits = { events: 20_000, numbers: 2_000_000 };

export const EMPTY_RING: TraceRing = { events: [], tail: EMPTY_PICTURE, dropped: 0, numbers: 0 };

/** The ring with more events. Beyond a limit a quarter more than needed is dropped, so that it is not done each time. */
export function pushed(ring: TraceRing, more: readonly TraceEvent[], limits: RingLimits = RING_LIMITS): TraceRing {
  const events = [...ring.events, ...more];
  const numbers = ring.numbers + sum(more);
  if (events.length <= limits.events && numbers <= limits.numbers) return { ...ring, events, numbers };
  let [drop, left] = [0, numbers];
  while (drop < events.length && (events.length - drop > limits.events * 0.75 || left > limits.numbers * 0.75)) {
    left -= numbersIn(events[drop]);
    drop += 1;
  }
  const tail = { ...pictureFrom(ring.tail, events, drop), cursor: 0 };
  return { events: events.slice(drop), tail, dropped: ring.dropped + drop, numbers: left };
}

const sum = (events: readonly TraceEvent[]): number => events.reduce((all, event) => all + numbersIn(event), 0);
const count = (value: ValueSnapshot | null | undefined): number => value?.values?.length ?? 0;

function numbersIn(event: TraceEvent | undefined): number {
  switch (event?.kind) {
    case 'variable':
    case 'variable-changed':
      return count(event.value);
    case 'gradient':
      return count(event.contribution) + count(event.before) + count(event.after);
    case 'parameter-updated':
      return count(event.before) + count(event.after);
    default:
      return 0;
  }
}
