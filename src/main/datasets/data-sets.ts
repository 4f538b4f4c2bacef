/**
 * The data sets in the data folder: which are there, and the work on them (one at a time for each). Every change goes to
 * all watchers. Not here: downloading, unpacking, checking (the modules beside this one), windows and dialogs.
 */
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DATA_SET_ASSETS, DATA_SET_IDS, type DataSetId, type DataSetState } from '@ipc/datasets.ts';
import type { Sink } from '@ipc/envelope.ts';
import type { DataSetSource } from './catalogue.ts';
import { download, forget, sizeOf } from './download.ts';
import { demandRoom, install } from './install.ts';
import type { Open } from './open.ts';
import { DataSetError } from './problem.ts';

export interface DataSetsParts {
  folder: string;
  catalogue: Readonly<Record<DataSetId, DataSetSource>>;
  open: Open;
  allowed: (address: URL) => boolean;
  /** Milliseconds; for the time that is left. */
  now: () => number;
  report: (error: unknown) => void;
}

type Work = NonNullable<DataSetState['work']>;
type Problem = NonNullable<DataSetState['problem']>;

/** Watchers hear of progress at most this often. */
const TELL_MS = 200;

export class DataSets {
  readonly #parts: DataSetsParts;
  readonly #watchers = new Set<Sink<DataSetState[]>>();
  readonly #busy = new Map<DataSetId, { stop: AbortController; over: Promise<void> }>();
  readonly #work = new Map<DataSetId, Work>();
  readonly #problems = new Map<DataSetId, Problem>();
  #told = -Infinity;
  #tellings = 0;

  constructor(parts: DataSetsParts) {
    this.#parts = parts;
  }

  watch(sink: Sink<DataSetState[]>): void {
    this.#watchers.add(sink);
    sink.onClose(() => this.#watchers.delete(sink));
    void this.#tell();
  }

  states(): Promise<DataSetState[]> {
    return Promise.all(DATA_SET_IDS.map((id) => this.#state(id)));
  }

  /** Resolves when it is there, or when it is said why not. */
  download(id: DataSetId): Promise<void> {
    return this.#do(id, async (signal) => {
      const { folder, catalogue, open, allowed } = this.#parts;
      const { address, bytes, mostBytes, unpackedBytes } = catalogue[id];
      const part = this.#part(id);
      const have = await sizeOf(part);
      await demandRoom(folder, Math.max(0, bytes - have) + unpackedBytes);
      const started = this.#parts.now();
      let first: number | null = null;
      const onProgress = (received: number, total: number | null): void => {
        first ??= received;
        const seconds = (this.#parts.now() - started) / 1000;
        const left = Math.max(0, (total ?? bytes) - received);
        const fresh = received - first;
        const secondsLeft = fresh > 0 && seconds > 0 ? (left * seconds) / fresh : null;
        this.#progress(id, { kind: 'download', done: received, total: total ?? bytes, secondsLeft });
      };
      await download({ address, part, mostBytes, open, allowed, signal, onProgress });
      try {
        await this.#install(id, part, signal);
      } catch (error) {
        // A file that is wrong does not get right by going on with it.
        if (error instanceof DataSetError && error.code === 'wrong-file') await forget(part);
        throw error;
      }
      await forget(part);
    });
  }

  takeFile(id: DataSetId, file: string): Promise<void> {
    return this.#do(id, (signal) => this.#install(id, file, signal));
  }

  cancel(id: DataSetId): void {
    this.#busy.get(id)?.stop.abort();
  }

  async remove(id: DataSetId): Promise<void> {
    this.cancel(id);
    await this.#busy.get(id)?.over;
    for (const asset of DATA_SET_ASSETS[id]) await rm(path.join(this.#parts.folder, asset), { force: true });
    await forget(this.#part(id));
    this.#problems.delete(id);
    await this.#tell();
  }

  /** Before the app ends: what is unfinished is kept and goes on next time. */
  close(): void {
    for (const { stop } of this.#busy.values()) stop.abort();
  }

  #part(id: DataSetId): string {
    return path.join(this.#parts.folder, `.${id}.part`);
  }

  #install(id: DataSetId, file: string, signal: AbortSignal): Promise<void> {
    const { folder, catalogue } = this.#parts;
    return install({
      id,
      source: catalogue[id],
      file,
      folder,
      signal,
      onProgress: (kind, done, total) => this.#progress(id, { kind, done, total, secondsLeft: null })
    });
  }

  #do(id: DataSetId, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const running = this.#busy.get(id);
    if (running) return running.over;
    const stop = new AbortController();
    const over = this.#whole(id, work, stop.signal);
    this.#busy.set(id, { stop, over });
    return over;
  }

  async #whole(id: DataSetId, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    this.#problems.delete(id);
    try {
      await mkdir(this.#parts.folder, { recursive: true });
      await work(signal);
    } catch (error) {
      if (!signal.aborted) {
        const { code, detail } = DataSetError.from(error);
        this.#problems.set(id, { code, detail });
        this.#parts.report(error);
      }
    } finally {
      this.#busy.delete(id);
      this.#work.delete(id);
      await this.#tell();
    }
  }

  #progress(id: DataSetId, work: Work): void {
    const before = this.#work.get(id);
    this.#work.set(id, work);
    if (before?.kind !== work.kind || this.#parts.now() - this.#told >= TELL_MS) void this.#tell();
  }

  async #tell(): Promise<void> {
    this.#told = this.#parts.now();
    const number = ++this.#tellings;
    const states = await this.states();
    // Told in order: one that was overtaken says nothing new.
    if (number !== this.#tellings) return;
    for (const watcher of this.#watchers) watcher.send(states);
  }

  async #state(id: DataSetId): Promise<DataSetState> {
    const { catalogue, folder } = this.#parts;
    const sizes = await Promise.all(
      DATA_SET_ASSETS[id].map((asset) =>
        stat(path.join(folder, asset)).then(
          ({ size }) => size,
          () => null
        )
      )
    );
    const installed = sizes.reduce<number | null>(
      (sum, size) => (sum === null || size === null ? null : sum + size),
      0
    );
    return {
      id,
      address: catalogue[id].address,
      downloadBytes: catalogue[id].bytes,
      installed,
      partial: await sizeOf(this.#part(id)),
      work: this.#work.get(id) ?? null,
      problem: this.#problems.get(id) ?? null
    };
  }
}
