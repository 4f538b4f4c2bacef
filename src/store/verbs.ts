/**
 * The requests of src/ipc/store.ts on one open store. No threads here: store-worker.ts puts it behind a port, tests call
 * it directly. The database stays open between requests; nothing else may write to the file.
 */
import type { StoreRequests, StoreVerb } from '@ipc/store.ts';
import { backupFolder, backupIfDue } from './backup.ts';
import type { Db } from './database.ts';
import { openStore } from './open.ts';
import * as checkpoints from './queries/checkpoints.ts';
import * as code from './queries/code.ts';
import * as metrics from './queries/metrics.ts';
import * as progress from './queries/progress.ts';
import * as runs from './queries/runs.ts';
import * as settings from './queries/settings.ts';
import { StoreError } from './store-error.ts';
import { Uploads } from './uploads.ts';

type Answer<V extends StoreVerb> = StoreRequests[V][1];
type Verbs = { readonly [V in StoreVerb]: (input: StoreRequests[V][0]) => Answer<V> | Promise<Answer<V>> };

export class Store {
  #db: Db | null = null;
  #file: string | null = null;
  readonly #uploads = new Uploads();
  readonly #verbs: Verbs = {
    open: (input) => this.#open(input),
    close: () => this.close(),
    backupIfDue: ({ now }) => (this.#file === null ? false : backupIfDue(this.#in, backupFolder(this.#file), now)),
    runCreate: (input) => runs.runCreate(this.#in, input),
    metricsAppend: (input) => metrics.metricsAppend(this.#in, input),
    runFinish: (input) => runs.runFinish(this.#in, input),
    checkpointSave: (input) => checkpoints.checkpointSave(this.#in, input),
    checkpointBegin: (input) => this.#uploads.begin(input),
    checkpointPart: (input) => this.#uploads.part(input),
    checkpointCommit: (input) => checkpoints.checkpointSave(this.#in, this.#uploads.take(input)),
    checkpointLoad: (input) => checkpoints.checkpointLoad(this.#in, input),
    checkpointList: (input) => checkpoints.checkpointList(this.#in, input),
    runList: (input) => runs.runList(this.#in, input),
    runGet: (input) => runs.runGet(this.#in, input),
    curves: (input) => metrics.curves(this.#in, input),
    runRename: (input) => runs.runRename(this.#in, input),
    runNote: (input) => runs.runNote(this.#in, input),
    runRemove: (input) => runs.runRemove(this.#in, input),
    runRestore: (input) => runs.runRestore(this.#in, input),
    progressList: () => progress.progressList(this.#in),
    progressSave: (input) => progress.progressSave(this.#in, input),
    codeLoad: (input) => code.codeLoad(this.#in, input),
    codeSave: (input) => code.codeSave(this.#in, input),
    codeHistory: (input) => code.codeHistory(this.#in, input),
    codeVersion: (input) => code.codeVersion(this.#in, input),
    codeMarkRunning: (input) => code.codeMarkRunning(this.#in, input),
    codeMarkEnded: (input) => code.codeMarkEnded(this.#in, input),
    codeHung: (input) => code.codeHung(this.#in, input),
    settingsGet: () => settings.settingsGet(this.#in),
    settingsSet: (input) => settings.settingsSet(this.#in, input)
  };

  /** Answers or throws a StoreError. */
  async handle<V extends StoreVerb>(verb: V, input: StoreRequests[V][0]): Promise<Answer<V>> {
    try {
      return await this.#verbs[verb](input);
    } catch (error) {
      throw StoreError.from(error);
    }
  }

  close(): null {
    this.#db?.close();
    this.#db = null;
    this.#file = null;
    return null;
  }

  #open(input: StoreRequests['open'][0]): StoreRequests['open'][1] {
    this.close();
    const { db, opened, file } = openStore(input);
    this.#db = db;
    this.#file = file;
    return opened;
  }

  get #in(): Db {
    if (!this.#db) throw new StoreError('internal', 'the store was asked before it was opened: ask `open` first');
    return this.#db;
  }
}
