/**
 * The sending end of a stream over a MessagePort. Events of one tick travel as one batch; while STREAM_WINDOW batches
 * wait for their acknowledgement nothing is sent and events are kept here, in order. Not here: who subscribes.
 */
import * as v from 'valibot';
import { STREAM_WINDOW, type Sink, type StreamMessage } from '@ipc/envelope.ts';
import type { FailureData } from '@ipc/errors.ts';

/** A batch holds at most this many events. */
export const BATCH_EVENTS = 64;

/** The part of MessagePortMain that a sink needs. */
export interface SinkPort {
  postMessage(message: StreamMessage): void;
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

const Ack = v.object({ ack: v.pipe(v.number(), v.integer()) });

export class StreamSink<T> implements Sink<T> {
  readonly #port: SinkPort;
  readonly #schedule: (task: () => void) => void;
  readonly #closeListeners: (() => void)[] = [];
  #buffer: T[] = [];
  #last: StreamMessage | null = null;
  #sent = 0;
  #acknowledged = 0;
  #scheduled = false;
  #closed = false;

  constructor(port: SinkPort, schedule: (task: () => void) => void = (task) => void setImmediate(task)) {
    this.#port = port;
    this.#schedule = schedule;
    port.on('message', ({ data }) => this.#onMessage(data));
    port.on('close', () => this.#onClosed());
    port.start();
  }

  send(event: T): void {
    if (this.#closed || this.#last) return;
    this.#buffer.push(event);
    this.#plan();
  }

  end(): void {
    this.#finish({ kind: 'end' });
  }

  fail(error: FailureData): void {
    this.#finish({ kind: 'failed', error });
  }

  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#closeListeners.push(listener);
  }

  backlog(): number {
    return this.#closed ? 0 : this.#buffer.length;
  }

  #finish(message: StreamMessage): void {
    if (this.#closed || this.#last) return;
    this.#last = message;
    this.#plan();
  }

  #plan(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#closed) return;
    while (this.#buffer.length > 0 && this.#sent - this.#acknowledged < STREAM_WINDOW) {
      const events = this.#buffer.splice(0, BATCH_EVENTS);
      this.#sent += 1;
      this.#port.postMessage({ kind: 'events', number: this.#sent, events });
    }
    if (this.#buffer.length > 0 || !this.#last) return;
    // The port stays open until the receiver has read it all and closes it.
    this.#port.postMessage(this.#last);
    this.#last = { kind: 'end' };
    this.#buffer = [];
    this.#onClosed();
  }

  #onMessage(data: unknown): void {
    const parsed = v.safeParse(Ack, data);
    if (!parsed.success) return;
    this.#acknowledged = Math.min(this.#sent, Math.max(this.#acknowledged, parsed.output.ack));
    this.#flush();
  }

  #onClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#buffer = [];
    for (const listener of this.#closeListeners.splice(0)) listener();
  }
}
