/**
 * Sends checkpoints to main: a head, then the bytes in parts of PART_BYTES, each acknowledged before the next leaves.
 * While one is on its way only the newest of each reason waits, so that one by hand is not lost to one by the clock. What
 * must come after them waits here, too.
 */
import { PART_BYTES, type FromEngineProcess } from '@ipc/engine-process.ts';
import type { CheckpointData } from '@runtime/cell-events.ts';

export class CheckpointSender {
  readonly #post: (message: FromEngineProcess) => void;
  #parts: Iterator<Uint8Array<ArrayBuffer>, void> | null = null;
  readonly #waiting = new Map<CheckpointData['reason'], CheckpointData>();
  #after: (() => void)[] = [];

  constructor(post: (message: FromEngineProcess) => void) {
    this.#post = post;
  }

  send(data: CheckpointData): void {
    this.#waiting.delete(data.reason);
    this.#waiting.set(data.reason, data);
    if (!this.#parts) this.#next();
  }

  partReceived(): void {
    if (!this.#parts) return;
    const part = this.#parts.next();
    if (part.done !== true) {
      this.#post({ kind: 'part', bytes: part.value });
      return;
    }
    this.#parts = null;
    this.#next();
  }

  /** Runs the task once all checkpoints so far have been sent. */
  then(task: () => void): void {
    this.#after.push(task);
    if (!this.#parts) this.#next();
  }

  #next(): void {
    const [data] = this.#waiting.values();
    if (data) {
      this.#waiting.delete(data.reason);
      const arrays = data.arrays.map(({ name, dtype, shape, bytes }) => ({ name, dtype, shape, bytes: bytes.length }));
      this.#parts = cut(data);
      // The head is acknowledged like a part.
      this.#post({ kind: 'checkpoint', step: data.step, reason: data.reason, state: data.state, arrays });
      return;
    }
    for (const task of this.#after.splice(0)) task();
  }
}

function* cut(data: CheckpointData): Generator<Uint8Array<ArrayBuffer>, void> {
  for (const { bytes } of data.arrays)
    for (let at = 0; at < bytes.length; at += PART_BYTES) yield bytes.slice(at, at + PART_BYTES);
}
