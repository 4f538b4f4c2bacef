/**
 * The row of one run in the store, while its cell runs: created when the cell starts to record, metrics in batches,
 * checkpoints, the end. Writes go one after the other; the first that fails ends the recording, not the cell.
 */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { CheckpointId, RunId } from '@ipc/ids.ts';
import { AppError } from '@ipc/errors.ts';
import type { RunStatus } from '@ipc/runs.ts';
import type { NewRun } from '@ipc/store.ts';
import type { CheckpointData, MetricRow } from '@runtime/cell-events.ts';
import type { AskStore } from '../store-client/store-client.ts';

const METRICS_EVERY_MS = 1000;

/** What is known of a run before its cell starts. */
export type RunFacts = Omit<NewRun, 'id' | 'seed' | 'config' | 'resumable' | 'startedAt'>;

export interface RecordingListener {
  recorded(run: RunId): void;
  /** After the commit. */
  checkpointed(checkpoint: CheckpointId, step: number): void;
  failed(error: AppError): void;
}

export class Recording {
  readonly #store: AskStore;
  readonly #facts: RunFacts;
  readonly #on: RecordingListener;
  #run: RunId | null = null;
  #rows: MetricRow[] = [];
  #timer: NodeJS.Timeout | null = null;
  #queue: Promise<void> = Promise.resolve();
  #broken = false;

  constructor(store: AskStore, facts: RunFacts, on: RecordingListener) {
    this.#store = store;
    this.#facts = facts;
    this.#on = on;
  }

  start({ seed, config, resumable }: Pick<NewRun, 'seed' | 'config' | 'resumable'>): void {
    if (this.#run !== null) return;
    const id = (this.#run = v.parse(RunId, randomUUID()));
    this.#write(async () => {
      const startedAt = new Date().toISOString();
      await this.#store.ask('runCreate', { ...this.#facts, id, seed, config, resumable, startedAt });
      this.#on.recorded(id);
    });
  }

  metrics(rows: readonly MetricRow[]): void {
    if (this.#broken) return;
    this.#rows.push(...rows);
    this.#timer ??= setTimeout(() => this.#flush(), METRICS_EVERY_MS);
  }

  checkpoint({ step, state, arrays }: CheckpointData): void {
    const run = this.#run;
    if (run === null) return;
    this.#flush();
    const id = v.parse(CheckpointId, randomUUID());
    this.#write(async () => {
      const at = new Date().toISOString();
      await this.#store.ask('checkpointSave', { id, run, at, step, state, arrays });
      this.#on.checkpointed(id, step);
    });
  }

  /** Resolves when everything is on disk. */
  async finish(status: RunStatus, seconds: number, error: string | null): Promise<void> {
    const run = this.#run;
    this.#flush();
    if (run !== null)
      this.#write(async () => void (await this.#store.ask('runFinish', { run, status, seconds, error })));
    await this.#queue;
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const run = this.#run;
    const rows = this.#rows;
    if (run === null || rows.length === 0) return;
    this.#rows = [];
    this.#write(async () => void (await this.#store.ask('metricsAppend', { run, rows })));
  }

  #write(task: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#broken) return;
      try {
        await task();
      } catch (error) {
        this.#broken = true;
        this.#on.failed(AppError.from(error));
      }
    });
  }
}
