/** Puts a checkpoint together from the head and the parts that an engine process sends. Trusts neither: sizes are checked. */
import type { FromEngineProcess } from '@ipc/engine-process.ts';
import { AppError } from '@ipc/errors.ts';
import type { CheckpointData } from '@runtime/cell-events.ts';

type Head = Extract<FromEngineProcess, { kind: 'checkpoint' }>;

export const MOST_BYTES = 2 ** 31;

export class CheckpointParts {
  #data: CheckpointData | null = null;
  #array = 0;
  #filled = 0;

  /** Starts a new one; returns it if it is complete already (no bytes at all). */
  begin({ step, reason, state, arrays }: Head): CheckpointData | null {
    let total = 0;
    for (const { name, bytes } of arrays) {
      if (!Number.isSafeInteger(bytes) || bytes < 0 || (total += bytes) > MOST_BYTES)
        throw new AppError('internal', `checkpoint: array '${name}' has an impossible size (${bytes} bytes)`);
    }
    this.#data = {
      step,
      reason,
      state,
      arrays: arrays.map((array) => ({ ...array, bytes: new Uint8Array(array.bytes) }))
    };
    this.#array = 0;
    this.#filled = 0;
    return this.#completed();
  }

  /** Adds a part; returns the checkpoint when it is complete. */
  add(part: Uint8Array): CheckpointData | null {
    const array = this.#data?.arrays[this.#array];
    if (!array || this.#filled + part.length > array.bytes.length)
      throw new AppError('internal', 'checkpoint: a part came that belongs to no array');
    array.bytes.set(part, this.#filled);
    this.#filled += part.length;
    return this.#completed();
  }

  #completed(): CheckpointData | null {
    const data = this.#data;
    if (!data) return null;
    for (let array = data.arrays[this.#array]; array; array = data.arrays[this.#array]) {
      if (this.#filled < array.bytes.length) return null;
      this.#array += 1;
      this.#filled = 0;
    }
    this.#data = null;
    return data;
  }
}
