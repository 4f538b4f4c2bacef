/**
 * Back-pressure for a cell that reports without end (`while (true) console.log(1)`): the worker waits, in shared
 * memory, while main has not taken the last WINDOW events. Traces are cut into parts of limited size.
 */
import type { TraceEvent } from '@engine/trace/events.ts';
import type { CellEvent } from '@runtime/cell-events.ts';
import { CONTROL, CONTROL_STATE } from '@runtime/control.ts';
import { numbersIn } from '@engine/trace/snapshot.ts';

const WINDOW = 256;
const WAIT_MS = 50;
const TRACE_EVENTS = 256;
/** Numbers in one part of a trace; parsing it stays well below a frame. */
const TRACE_NUMBERS = 32_768;

export class EventFlow {
  readonly #control: Int32Array;
  readonly #taken: Int32Array;
  readonly #send: (event: CellEvent) => void;
  #sent = 0;

  constructor(control: Int32Array, taken: Int32Array, send: (event: CellEvent) => void) {
    this.#control = control;
    this.#taken = taken;
    this.#send = send;
  }

  emit(event: CellEvent): void {
    if (event.kind === 'trace') for (const events of cutTrace(event.events)) this.#one({ kind: 'trace', events });
    else if (event.kind === 'last-steps')
      cutTrace(event.events).forEach((events, i) => this.#one({ ...event, first: event.first && i === 0, events }));
    else this.#one(event);
  }

  #one(event: CellEvent): void {
    // The last words of a cell (its error, its end) are never held back, and a stopped one is not waited for.
    if (event.kind !== 'finished' && event.kind !== 'error' && !this.#awaitRoom()) return;
    this.#sent = (this.#sent + 1) | 0;
    this.#send(event);
  }

  /** False when the cell was stopped meanwhile. */
  #awaitRoom(): boolean {
    for (;;) {
      const taken = Atomics.load(this.#taken, 0);
      if (((this.#sent - taken) | 0) < WINDOW) return true;
      if (Atomics.load(this.#control, CONTROL.STATE) === CONTROL_STATE.STOP) return false;
      Atomics.wait(this.#taken, 0, taken, WAIT_MS);
    }
  }
}

export function cutTrace(events: readonly TraceEvent[]): TraceEvent[][] {
  const parts: TraceEvent[][] = [];
  let part: TraceEvent[] = [];
  let numbers = 0;
  for (const event of events) {
    const size = numbersIn(event);
    if (part.length > 0 && (part.length >= TRACE_EVENTS || numbers + size > TRACE_NUMBERS)) {
      parts.push(part);
      part = [];
      numbers = 0;
    }
    part.push(event);
    numbers += size;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
