/**
 * The row of one run in the store, while its cell runs: created when the cell starts to record; metrics and observations in
 * batches, checkpoints, the end. Writes go one after the other. A full disk costs what cannot be held back: metrics wait in
 * memory and are written when there is room; any other failure ends the recording. Neither ends the cell.
 */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { CheckpointId, RunId } from '@ipc/ids.ts';
import { AppError } from '@ipc/errors.ts';
import type { RunDetail, RunStatus } from '@ipc/runs.ts';
import type { NewRun, Retention } from '@ipc/store.ts';
import type { TraceEvent } from '@engine/trace/events.ts';
import type { CheckpointData, MetricRow } from '@runtime/cell-events.ts';
import type { Observation } from '@runtime/observation.ts';
import type { AskStore } from '../store-client/store-client.ts';
import { type Kernels, recordOf } from './kernel-record.ts';
import { KeptTrace } from './kept-trace.ts';

/** What a crash may cost: a second, or so many rows. */
const METRICS_EVERY_MS = 1000;
const MOST_ROWS = 5000;
/** Rows that wait for room on a full disk; the oldest stay. */
const MOST_WAITING = 1_000_000;

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
  readonly #retention: Retention;
  readonly #on: RecordingListener;
  readonly #trace = new KeptTrace();
  #run: RunId | null = null;
  #rows: MetricRow[] = [];
  /** Those for which there was no room. */
  #unwritten: MetricRow[] = [];
  #observations: Observation[] = [];
  #timer: NodeJS.Timeout | null = null;
  #queue: Promise<void> = Promise.resolve();
  #broken = false;
  #full = false;

  constructor(store: AskStore, facts: RunFacts, retention: Retention, on: RecordingListener) {
    this.#store = store;
    this.#facts = facts;
    this.#retention = retention;
    this.#on = on;
  }

  /** null: the cell records nothing, or not yet. */
  get run(): RunId | null {
    return this.#run;
  }

  start({
    seed,
    config,
    resumable,
    kernels
  }: Pick<NewRun, 'seed' | 'config' | 'resumable'> & { kernels: Kernels }): void {
    if (this.#run !== null) return;
    const id = (this.#run = v.parse(RunId, randomUUID()));
    this.#write(async () => {
      const startedAt = new Date().toISOString();
      const environment = { ...this.#facts.environment, ...recordOf(kernels) };
      await this.#store.ask('runCreate', { ...this.#facts, environment, id, seed, config, resumable, startedAt });
      this.#on.recorded(id);
    });
  }

  metrics(rows: readonly MetricRow[]): void {
    if (this.#broken) return;
    this.#rows.push(...rows);
    if (this.#rows.length >= MOST_ROWS && !this.#full) this.#flush();
    else this.#later();
  }

  observed(observations: readonly Observation[]): void {
    if (this.#broken) return;
    this.#observations.push(...observations);
    this.#later();
  }

  data(data: RunDetail['data'][number]): void {
    const run = this.#run;
    if (run !== null) this.#write(async () => void (await this.#store.ask('dataAdd', { run, data })));
  }

  trace(events: readonly TraceEvent[]): void {
    this.#trace.add(events);
  }

  lastSteps(first: boolean, events: readonly TraceEvent[]): void {
    this.#trace.addLast(first, events);
  }

  checkpoint({ step, reason, state, arrays }: CheckpointData): void {
    const run = this.#run;
    if (run === null) return;
    this.#flush();
    const id = v.parse(CheckpointId, randomUUID());
    this.#write(async () => {
      const at = new Date().toISOString();
      const retention = this.#retention;
      await this.#store.ask('checkpointSave', { id, run, at, step, reason, state, arrays, retention });
      this.#on.checkpointed(id, step);
    });
  }

  /** Resolves when everything is on disk. */
  async finish(status: RunStatus, seconds: number, error: string | null): Promise<void> {
    const run = this.#run;
    this.#flush();
    if (run !== null) {
      this.#write(async () => {
        const kept = await this.#trace.packed();
        if (kept) await this.#store.ask('traceSave', { run, ...kept });
      });
      this.#write(async () => void (await this.#store.ask('runFinish', { run, status, seconds, error })));
    }
    await this.#queue;
  }

  #later(): void {
    this.#timer ??= setTimeout(() => this.#flush(), METRICS_EVERY_MS);
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const run = this.#run;
    if (run === null) return;
    this.#flushRows(run);
    const observations = this.#observations;
    this.#observations = [];
    if (observations.length > 0)
      this.#write(async () => void (await this.#store.ask('observationsAppend', { run, observations })));
  }

  #flushRows(run: RunId): void {
    const rows = this.#rows;
    this.#rows = [];
    this.#write(async () => {
      const all = [...this.#unwritten, ...rows];
      this.#unwritten = [];
      if (all.length === 0) return;
      try {
        await this.#store.ask('metricsAppend', { run, rows: all });
        this.#full = false;
      } catch (error) {
        if (AppError.from(error).code === 'disk-full') this.#unwritten = all.slice(0, MOST_WAITING);
        throw error;
      }
    });
  }

  #write(task: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#broken) return;
      try {
        await task();
      } catch (error) {
        const failure = AppError.from(error);
        const told = this.#full;
        if (failure.code === 'disk-full') this.#full = true;
        else this.#broken = true;
        if (!told) this.#on.failed(failure);
      }
    });
  }
}
