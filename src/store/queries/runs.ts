/**
 * Runs: the row (sealed by a hash over what never changes), its files as run, its state. Metrics and checkpoints have own
 * files. A row that fails its hash is found at opening and resealed with a mark (integrity.ts), so reading can insist.
 */
import type { CheckpointId, LessonId, RunId } from '@ipc/ids.ts';
import type { RunDetail, RunStatus, RunSummary } from '@ipc/runs.ts';
import type { NewRun, StoreRequests } from '@ipc/store.ts';
import { all, one, run, type Db } from '../database.ts';
import { codeHash, runHash, type SealedRun } from '../seal.ts';
import { StoreError } from '../store-error.ts';
import { checkpointList } from './checkpoints.ts';

export interface RunRow extends SealedRun {
  hash: string;
  title: string;
  status: RunStatus;
  seconds: number | null;
  steps: number;
  error: string | null;
  notes: string;
  deleted_at: string | null;
}

export function runCreate(db: Db, input: NewRun): null {
  const row: SealedRun = {
    id: input.id,
    lesson: input.lesson,
    entry: input.entry,
    device: input.device,
    device_name: input.deviceName,
    seed: input.seed,
    config: JSON.stringify(input.config),
    environment: JSON.stringify(input.environment),
    started_at: input.startedAt,
    resumable: input.resumable ? 1 : 0,
    parent: input.parent,
    parent_checkpoint: input.parentCheckpoint,
    code_hash: codeHash(input.files)
  };
  db.transaction(() => {
    run(db, INSERT_RUN, { ...row, hash: runHash(row), title: input.title });
    for (const [name, source] of Object.entries(input.files))
      run(db, 'INSERT INTO run_file (run, name, source) VALUES (?, ?, ?)', input.id, name, source);
  }).immediate();
  return null;
}

export function runFinish(db: Db, { run: id, status, seconds, error }: StoreRequests['runFinish'][0]): null {
  change(db, 'UPDATE run SET status = ?, seconds = ?, error = ? WHERE id = ?', status, seconds, error, id);
  return null;
}

export function runRename(db: Db, { run: id, title }: StoreRequests['runRename'][0]): null {
  change(db, 'UPDATE run SET title = ? WHERE id = ?', title, id);
  return null;
}

export function runNote(db: Db, { run: id, notes }: StoreRequests['runNote'][0]): null {
  change(db, 'UPDATE run SET notes = ? WHERE id = ?', notes, id);
  return null;
}

/** Into the bin. Runs that are there already keep the time at which they came. */
export function runRemove(db: Db, { runs, now }: StoreRequests['runRemove'][0]): null {
  db.transaction(() => {
    for (const id of runs) run(db, 'UPDATE run SET deleted_at = coalesce(deleted_at, ?) WHERE id = ?', now, id);
  }).immediate();
  return null;
}

export function runRestore(db: Db, { runs }: StoreRequests['runRestore'][0]): null {
  db.transaction(() => {
    for (const id of runs) run(db, 'UPDATE run SET deleted_at = NULL WHERE id = ?', id);
  }).immediate();
  return null;
}

/** Newest first; the bin by when things came into it. */
export function runList(db: Db, { deleted }: StoreRequests['runList'][0]): RunSummary[] {
  return all<RunRow & Counts>(db, deleted ? LIST_BINNED : LIST_LIVE).map(summary);
}

export function runGet(db: Db, { run: id }: StoreRequests['runGet'][0]): RunDetail {
  const row = one<RunRow & Counts>(db, GET, id);
  if (!row) throw new StoreError('not-found', `runGet: there is no run ${id}`);
  if (runHash(row) !== row.hash) throw new StoreError('store-damaged', `runGet: the record of run ${id} is damaged`);
  const files: Record<string, string> = {};
  for (const file of all<{ name: string; source: string }>(db, RUN_FILES, id)) files[file.name] = file.source;
  if (codeHash(files) !== row.code_hash)
    throw new StoreError('store-damaged', `runGet: the code of run ${id} is damaged`);
  return {
    ...summary(row),
    entry: row.entry,
    files,
    environment: JSON.parse(row.environment) as RunDetail['environment'],
    error: row.error,
    notes: row.notes,
    parentCheckpoint: row.parent_checkpoint as CheckpointId | null,
    checkpointList: checkpointList(db, { run: id })
  };
}

/** At opening: what still is 'running' belongs to a process that has died. */
export function interruptRuns(db: Db): number {
  return run(db, INTERRUPT);
}

interface Counts {
  metrics: string;
  checkpoints: number;
}

const COUNTS = `
  (SELECT json_group_array(json_array(m.name, m.last, m.best)) FROM run_metric m WHERE m.run = run.id) AS metrics,
  (SELECT count(*) FROM checkpoint c WHERE c.run = run.id) AS checkpoints`;
export const LIST_LIVE = `SELECT run.*, ${COUNTS} FROM run WHERE deleted_at IS NULL ORDER BY started_at DESC`;
export const LIST_BINNED = `SELECT run.*, ${COUNTS} FROM run WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC`;
export const GET = `SELECT run.*, ${COUNTS} FROM run WHERE id = ?`;
export const RUN_FILES = 'SELECT name, source FROM run_file WHERE run = ? ORDER BY name';
export const INTERRUPT = `
  UPDATE run SET status = 'interrupted',
    seconds = coalesce(seconds, (SELECT max(m.last_time) FROM run_metric m WHERE m.run = run.id))
  WHERE status = 'running'`;
const INSERT_RUN = `
  INSERT INTO run (id, lesson, entry, device, device_name, seed, config, environment, started_at, resumable, parent,
    parent_checkpoint, code_hash, hash, title, status)
  VALUES ($id, $lesson, $entry, $device, $device_name, $seed, $config, $environment, $started_at, $resumable, $parent,
    $parent_checkpoint, $code_hash, $hash, $title, 'running')`;

function change(db: Db, sql: string, ...params: (string | number | null)[]): void {
  if (run(db, sql, ...params) === 0) throw new StoreError('not-found', `there is no run ${String(params.at(-1))}`);
}

function summary(row: RunRow & Counts): RunSummary {
  const metrics: RunSummary['metrics'] = {};
  for (const [name, last, best] of JSON.parse(row.metrics) as [string, number | null, number | null][])
    metrics[name] = { last: last ?? NaN, best: best ?? NaN };
  return {
    id: row.id as RunId,
    lesson: row.lesson as LessonId,
    title: row.title,
    status: row.status,
    device: row.device as RunSummary['device'],
    deviceName: row.device_name,
    seed: row.seed,
    config: JSON.parse(row.config) as RunSummary['config'],
    startedAt: row.started_at,
    seconds: row.seconds,
    steps: row.steps,
    metrics,
    checkpoints: row.checkpoints,
    parent: row.parent as RunId | null,
    resumable: row.resumable === 1,
    deletedAt: row.deleted_at
  };
}
