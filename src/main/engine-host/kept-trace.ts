/**
 * The last events of a run's graph, kept for later: at most MOST_EVENTS with MOST_NUMBERS values, packed in the thread pool
 * so that main is not held up. Not here: what the events are; where they are kept.
 */
import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { deflateRaw, inflateRaw } from 'node:zlib';
import * as v from 'valibot';
import type { TraceEvent as Event } from '@engine/trace/events.ts';
import { TraceEvent } from '@ipc/trace.ts';

export const MOST_EVENTS = 2000;
export const MOST_NUMBERS = 100_000;
/** A value's text and the rest of an event are small; this is what unpacking may at most need. */
const MOST_BYTES = 32 << 20;

const pack = promisify(deflateRaw) as (bytes: Uint8Array) => Promise<Uint8Array>;
const unpack = promisify(inflateRaw) as (
  bytes: Uint8Array,
  options: { maxOutputLength: number }
) => Promise<Uint8Array>;

export class KeptTrace {
  #events: Event[] = [];
  #numbers = 0;

  add(events: readonly Event[]): void {
    for (const event of events) this.#numbers += numbersOf(event);
    this.#events.push(...events);
    let gone = 0;
    while (gone < this.#events.length && (this.#events.length - gone > MOST_EVENTS || this.#numbers > MOST_NUMBERS)) {
      const oldest = this.#events[gone++];
      if (oldest) this.#numbers -= numbersOf(oldest);
    }
    if (gone > 0) this.#events.splice(0, gone);
  }

  /** null: nothing was traced. */
  async packed(): Promise<{ events: number; bytes: Uint8Array } | null> {
    if (this.#events.length === 0) return null;
    return { events: this.#events.length, bytes: await pack(serialize(this.#events)) };
  }
}

export async function unpackTrace(bytes: Uint8Array): Promise<Event[]> {
  const plain = await unpack(bytes, { maxOutputLength: MOST_BYTES });
  return v.parse(v.array(TraceEvent), deserialize(plain));
}

function numbersOf(event: Event): number {
  let count = 0;
  for (const value of Object.values(event) as unknown[])
    if (typeof value === 'object' && value !== null && 'values' in value && Array.isArray(value.values))
      count += value.values.length;
  return count;
}
