/**
 * The requests of src/ipc/store.ts on one open store. No threads here: store-worker.ts puts it behind a port, tests call
 * it directly. The database stays open between requests; nothing else may write to the file.
 */
import type { StoreRequests, StoreVerb } from '@ipc/store.ts';
import { backupFolder, backupIfDue, backupList, backupNow } from './backup.ts';
import type { Db } from './database.ts';
import { openStore } from './open.ts';
import * as bin from './queries/bin.ts';
import * as checkpoints from './queries/checkpoints.ts';
import * as code from './queries/code.ts';
import * as curves from './queries/curves.ts';
import { runImport } from './queries/imports.ts';
import * as metrics from './queries/metrics.ts';
import * as observations from './queries/observations.ts';
import * as progress from './queries/progress.ts';
import * as changes from './queries/run-changes.ts';
import * as parts from './queries/run-parts.ts';
import * as runs from './queries/runs.ts';
import * as settings from './queries/settings.ts';
import * as views from './queries/views.ts';
import { restoreBackup } from './restore.ts';
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
    backupList: () => (this.#file === null ? [] : backupList(this.#file)),
    backupNow: ({ now }) => backupNow(this.#in, this.#onDisk('backupNow'), now),
    backupRestore: (input) => this.#restore(input),
    runCreate: (input) => runs.runCreate(this.#in, input),
    metricsAppend: (input) => metrics.metricsAppend(this.#in, input),
    observationsAppend: (input) => observations.observationsAppend(this.#in, input),
    dataAdd: (input) => parts.dataAdd(this.#in, input),
    traceSave: (input) => parts.traceSave(this.#in, input),
    traceLoad: (input) => parts.traceLoad(this.#in, input),
    runFinish: (input) => changes.runFinish(this.#in, input),
    checkpointSave: (input) => checkpoints.checkpointSave(this.#in, input),
    checkpointBegin: (input) => this.#uploads.begin(input),
    checkpointPart: (input) => this.#uploads.part(input),
    checkpointCommit: (input) => checkpoints.checkpointSave(this.#in, this.#uploads.take(input)),
    checkpointLoad: (input) => checkpoints.checkpointLoad(this.#in, input),
    checkpointList: (input) => checkpoints.checkpointList(this.#in, input),
    checkpointRemove: (input) => checkpoints.checkpointRemove(this.#in, input),
    runList: (input) => runs.runList(this.#in, input),
    runGet: (input) => runs.runGet(this.#in, input),
    curves: (input) => curves.curves(this.#in, input),
    bands: (input) => curves.bands(this.#in, input),
    observations: (input) => observations.observations(this.#in, input),
    runRename: (input) => changes.runRename(this.#in, input),
    runNote: (input) => changes.runNote(this.#in, input),
    runTag: (input) => changes.runTag(this.#in, input),
    tagList: () => changes.tagList(this.#in),
    runRecolor: (input) => changes.runRecolor(this.#in, input),
    verdictSave: (input) => changes.verdictSave(this.#in, input),
    runRemove: (input) => bin.runRemove(this.#in, input),
    runRestore: (input) => bin.runRestore(this.#in, input),
    runPurge: (input) => bin.runPurge(this.#in, input),
    runImport: (input) => runImport(this.#in, input),
    importsKnown: (input) => parts.importsKnown(this.#in, input),
    viewList: () => views.viewList(this.#in),
    viewSave: (input) => views.viewSave(this.#in, input),
    viewRemove: (input) => views.viewRemove(this.#in, input),
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

  /** The file may have so many pages more: a disk that is full, for tests. */
  limitPages(count: number): void {
    const pages = Number(this.#in.pragma('page_count', { simple: true }));
    this.#in.pragma(`max_page_count = ${pages + count}`);
  }

  #open(input: StoreRequests['open'][0]): StoreRequests['open'][1] {
    this.close();
    const { db, opened, file } = openStore(input);
    this.#db = db;
    this.#file = file;
    return opened;
  }

  #restore({ name, now }: StoreRequests['backupRestore'][0]): StoreRequests['backupRestore'][1] {
    const file = this.#onDisk('backupRestore');
    this.close();
    try {
      const aside = restoreBackup(file, name, now);
      return { ...this.#open({ file, now }), aside };
    } finally {
      // What went wrong left the file in its place: the app goes on with it.
      if (!this.#db) this.#open({ file, now });
    }
  }

  #onDisk(verb: StoreVerb): string {
    if (this.#file === null)
      throw new StoreError('store-read-only', `${verb}: the data is in memory only, there is no file`);
    return this.#file;
  }

  get #in(): Db {
    if (!this.#db) throw new StoreError('internal', 'the store was asked before it was opened: ask `open` first');
    return this.#db;
  }
}
