/**
 * What is kept of a run's graph for later: its first events and the last steps of its training, each list replaying by
 * itself, within limits. Packed in the thread pool so that main is not held up. Not here: what the events are; the store.
 */
import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { deflateRaw, inflateRaw } from 'node:zlib';
import * as v from 'valibot';
import type { TraceEvent } from '@engine/trace/events.ts';
import { RunTrace } from '@ipc/trace.ts';

/** The first events are cut here; of the last steps either all are kept or none, as a part would not replay. */
export const MOST_FIRST = { events: 2000, numbers: 100_000 };
export const MOST_LAST = { events: 20_000, numbers: 400_000 };
/** A value's text and the rest of an event are small; this is what unpacking may at most need. */
const MOST_BYTES = 32 << 20;

const pack = promisify(deflateRaw) as (bytes: Uint8Array) => Promise<Uint8Array>;
const unpack = promisify(inflateRaw) as (
  bytes: Uint8Array,
  options: { maxOutputLength: number }
) => Promise<Uint8Array>;

export class KeptTrace {
  #first: TraceEvent[] = [];
  #firstNumbers = 0;
  #last: TraceEvent[] = [];
  #lastNumbers = 0;

  /** As it happens, from the beginning. */
  add(events: readonly TraceEvent[]): void {
    for (const event of events) {
      if (this.#first.length >= MOST_FIRST.events || this.#firstNumbers > MOST_FIRST.numbers) return;
      this.#first.push(event);
      this.#firstNumbers += numbersOf(event);
    }
  }

  /** The last steps, in parts; the first part takes the place of those before. */
  addLast(first: boolean, events: readonly TraceEvent[]): void {
    if (first) {
      this.#last = [];
      this.#lastNumbers = 0;
    }
    for (const event of events) this.#lastNumbers += numbersOf(event);
    const fits = this.#last.length + events.length <= MOST_LAST.events && this.#lastNumbers <= MOST_LAST.numbers;
    if (fits) this.#last.push(...events);
    else {
      this.#last = [];
      this.#lastNumbers = Infinity;
    }
  }

  /** null: nothing was traced. */
  async packed(): Promise<{ events: number; bytes: Uint8Array } | null> {
    const [first, last] = [this.#first, this.#last];
    if (first.length + last.length === 0) return null;
    return { events: first.length + last.length, bytes: await pack(serialize({ first, last })) };
  }
}

export async function unpackTrace(bytes: Uint8Array): Promise<RunTrace> {
  const plain = await unpack(bytes, { maxOutputLength: MOST_BYTES });
  return v.parse(RunTrace, deserialize(plain));
}

function numbersOf(event: TraceEvent): number {
  let count = 0;
  for (const value of Object.values(event) as unknown[])
    if (typeof value === 'object' && value !== null && 'values' in value && Array.isArray(value.values))
      count += value.values.length;
  return count;
}
