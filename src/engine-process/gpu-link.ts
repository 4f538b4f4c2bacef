/**
 * The port thread's end of the MessagePort to the hidden page: sends batches on, fills in the answers to reads, and
 * remembers what failed so that the next read says it. A closed port fails everything that waits.
 */
import type { MessagePortMain } from 'electron';
import * as v from 'valibot';
import { GpuReply, type GpuBatch, type GpuCommand } from '@ipc/gpu.ts';
import type { AdapterName, FromWorker } from './messages.ts';
import { answerFailure, answerFloats } from './sync-read.ts';

const PROBE_MS = 8000;

export class GpuLink {
  /** The adapter, null when there is none; settles once the page has said which. */
  readonly adapter: Promise<AdapterName | null>;
  readonly #port: MessagePortMain;
  readonly #reads = new Map<number, SharedArrayBuffer>();
  #settle: (adapter: AdapterName | null) => void = () => undefined;
  #failure: string | null = null;
  #closed = false;

  constructor(port: MessagePortMain) {
    this.#port = port;
    this.adapter = new Promise((resolve) => {
      this.#settle = resolve;
      setTimeout(() => resolve(null), PROBE_MS).unref();
    });
    port.on('message', ({ data }) => this.#onReply(data));
    port.on('close', () => this.#onClose());
    port.start();
  }

  get usable(): boolean {
    return !this.#closed;
  }

  /** A new cell starts: what failed before is no longer its business. */
  reset(): void {
    if (!this.#closed) this.#failure = null;
  }

  send(commands: GpuCommand[]): void {
    if (this.#closed || commands.length === 0) return;
    this.#port.postMessage({ commands } satisfies GpuBatch);
  }

  read({ commands, id, handle, length, answer }: Extract<FromWorker, { kind: 'gpu-read' }>): void {
    if (this.#failure !== null) {
      answerFailure(answer, this.#failure);
      return;
    }
    this.#reads.set(id, answer);
    this.send([...commands, { kind: 'read', id, handle, length }]);
  }

  close(): void {
    this.#port.close();
    this.#onClose();
  }

  #onReply(data: unknown): void {
    const parsed = v.safeParse(GpuReply, data);
    if (!parsed.success) return this.#fail('the page with the GPU sent something that is not an answer');
    const reply = parsed.output;
    switch (reply.kind) {
      case 'ready':
        return this.#settle({ name: reply.name, software: reply.software });
      case 'unavailable':
        return this.#settle(null);
      case 'data': {
        const answer = this.#reads.get(reply.id);
        this.#reads.delete(reply.id);
        if (answer) answerFloats(answer, reply.data);
        return;
      }
      case 'failed':
        return this.#fail(reply.message);
      default:
        reply satisfies never;
    }
  }

  /** After a failed command what follows is wrong too, so every read of the cell says so. */
  #fail(message: string): void {
    this.#failure ??= message;
    for (const answer of this.#reads.values()) answerFailure(answer, this.#failure);
    this.#reads.clear();
  }

  #onClose(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#settle(null);
    this.#failure = null;
    this.#fail('the page with the GPU has ended');
  }
}
