/**
 * Main's side of the desk's thread (pack-worker.ts): it is started when the first hand-in is read or written. When it dies,
 * who still waits is told, and the next request starts a new one, which knows nothing of what waited on the old one.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '@ipc/errors.ts';
import type { AskDesk, DeskRequests, DeskVerb } from './desk.ts';
import type { DeskAnswer, DeskRequest } from './pack-worker.ts';

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: AppError) => void;
}

export class PackThread implements AskDesk {
  readonly #workerFile: string;
  #worker: Worker | null = null;
  #next = 1;
  readonly #waiting = new Map<number, Waiting>();

  /** The default is the worker as it is built beside main's own bundle. */
  constructor(workerFile: string = join(import.meta.dirname, 'pack-worker.cjs')) {
    this.#workerFile = workerFile;
  }

  async ask<V extends DeskVerb>(verb: V, input: DeskRequests[V][0]): Promise<DeskRequests[V][1]> {
    const worker = (this.#worker ??= this.#start());
    const id = this.#next++;
    const value = await new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, verb, input } satisfies DeskRequest);
    });
    return value as DeskRequests[V][1];
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#end('it was closed');
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#workerFile);
    const lost = (why: string): void => {
      if (this.#worker === worker) this.#end(why);
    };
    worker.on('message', (answer: DeskAnswer) => this.#settle(answer));
    worker.on('error', (error) => lost(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => lost(`exit ${code}`));
    return worker;
  }

  #settle(answer: DeskAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(new AppError('internal', answer.message));
  }

  #end(why: string): void {
    this.#worker = null;
    for (const { reject } of this.#waiting.values())
      reject(new AppError('internal', `hand-ins: their thread ended (${why})`));
    this.#waiting.clear();
  }
}
