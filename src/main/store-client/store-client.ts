/**
 * Main's side of the store worker: `ask(verb, input)` resolves with the answer or rejects with an AppError. No message is
 * larger than PART_BYTES: a larger checkpoint goes in acknowledged parts. When the worker dies, what was asked fails, and
 * the next request starts a new one on the same file. Not here: SQL, or what the requests mean.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PART_BYTES } from '@ipc/engine-process.ts';
import { AppError, ERROR_CODES, type ErrorCode } from '@ipc/errors.ts';
import type { StoreAnswer, StoreRequests, StoreVerb } from '@ipc/store.ts';

/** What handlers need of the store; tests put a Store without a thread in its place. */
export interface AskStore {
  ask<V extends StoreVerb>(verb: V, input: StoreRequests[V][0]): Promise<StoreRequests[V][1]>;
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: AppError) => void;
}

export class StoreClient implements AskStore {
  readonly #workerFile: string;
  #worker: Worker | null = null;
  #next = 1;
  #opened: StoreRequests['open'][0] | null = null;
  readonly #waiting = new Map<number, Waiting>();

  /** The default is the worker as it is built beside main's own bundle. */
  constructor(workerFile: string = join(import.meta.dirname, 'store-worker.cjs')) {
    this.#workerFile = workerFile;
  }

  async ask<V extends StoreVerb>(verb: V, input: StoreRequests[V][0]): Promise<StoreRequests[V][1]> {
    if (verb === 'open') this.#opened = input as StoreRequests['open'][0];
    // Not awaited: the worker answers in order, and so does everything that is asked meanwhile.
    else if (!this.#worker && this.#opened) void this.#post('open', this.#opened).catch(() => null);
    if (verb === 'checkpointSave') {
      const checkpoint = input as StoreRequests['checkpointSave'][0];
      if (size(checkpoint) > PART_BYTES) return await this.#saveInParts(checkpoint);
    }
    return (await this.#post(verb, input)) as StoreRequests[V][1];
  }

  /** Closes the file and ends the thread; whatever was asked before is done first. */
  async close(): Promise<void> {
    if (!this.#worker) return;
    this.#opened = null;
    await this.#post('close', null);
    const worker = this.#worker as Worker | null;
    this.#worker = null;
    await worker?.terminate();
    this.#end('it was closed');
  }

  async #saveInParts(checkpoint: StoreRequests['checkpointSave'][0]): Promise<null> {
    const { id } = checkpoint;
    const arrays = checkpoint.arrays.map((array) => ({ ...array, bytes: array.bytes.length }));
    await this.#post('checkpointBegin', { ...checkpoint, arrays });
    for (const { bytes } of checkpoint.arrays)
      for (let at = 0; at < bytes.length; at += PART_BYTES) {
        const part = bytes.slice(at, at + PART_BYTES);
        await this.#post('checkpointPart', { id, bytes: part }, [part.buffer]);
      }
    await this.#post('checkpointCommit', { id });
    return null;
  }

  #post<V extends StoreVerb>(verb: V, input: StoreRequests[V][0], transfer: ArrayBuffer[] = []): Promise<unknown> {
    const worker = (this.#worker ??= this.#start());
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, verb, input }, transfer);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.#workerFile);
    const lost = (why: string): void => {
      if (this.#worker === worker) this.#end(why);
    };
    worker.on('message', (answer: StoreAnswer) => this.#settle(answer));
    worker.on('error', (error) => lost(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => lost(`exit ${code}`));
    return worker;
  }

  /** Whoever still waits is told. */
  #end(why: string): void {
    this.#worker = null;
    for (const { reject } of this.#waiting.values())
      reject(new AppError('internal', `store: its thread ended (${why})`));
    this.#waiting.clear();
  }

  #settle(answer: StoreAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(new AppError(isErrorCode(answer.code) ? answer.code : 'internal', answer.message));
  }
}

const isErrorCode = (code: string): code is ErrorCode => (ERROR_CODES as readonly string[]).includes(code);
const size = (checkpoint: StoreRequests['checkpointSave'][0]): number =>
  checkpoint.arrays.reduce((sum, array) => sum + array.bytes.length, 0);
