/**
 * Runs: the row (sealed by one hash over what never changes and one over what does), its files as run, and reading all
 * that belongs to it. What changes is in run-changes.ts. A row that fails a hash is found at opening and resealed with a
 * mark (integrity.ts), so reading can insist.
 */
import type { CheckpointId, LessonId, RunId } from '@ipc/ids.ts';
import type { Origin, RunDetail, RunStatus, RunSummary, Verdict } from '@ipc/runs.ts';
import type { NewRun, StoreRequests } from '@ipc/store.ts';
import { all, one, run, type Db } from '../database.ts';
import { parseNumbers } from '../number-json.ts';
import { codeHash, runHash, runStateHash, type SealedRun } from '../seal.ts';
import { StoreError } from '../store-error.ts';
import { checkpointList } from './checkpoints.ts';
import { observedSeries } from './observations.ts';
import { sealState } from './run-changes.ts';
import { dataOf, traceSize } from './run-parts.ts';

export interface RunRow extends SealedRun {
  hash: string;
  title: string;
  status: RunStatus;
  seconds: number | null;
  steps: number;
  error: string | null;
  notes: string;
  deleted_at: string | null;
  color: number | null;
  state_hash: string;
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
  // Within another transaction this is a part of it.
  db.transaction(() => {
    run(db, INSERT_RUN, { ...row, hash: runHash(row), title: input.title });
    for (const [name, source] of Object.entries(input.files))
      run(db, 'INSERT INTO run_file (run, name, source) VALUES (?, ?, ?)', input.id, name, source);
    if (input.again !== null) run(db, 'INSERT INTO run_again (run, original) VALUES (?, ?)', input.id, input.again);
    sealState(db, input.id);
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
  if (runHash(row) !== row.hash || runStateHash(row) !== row.state_hash)
    throw new StoreError('store-damaged', `runGet: the record of run ${id} is damaged`);
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
    checkpointList: checkpointList(db, { run: id }),
    data: dataOf(db, id),
    observed: observedSeries(db, id),
    trace: traceSize(db, id)
  };
}

interface Counts {
  metrics: string;
  checkpoints: number;
  tags: string;
  origin: string | null;
  again: string | null;
}

const COUNTS = `
  (SELECT json_group_array(json_array(m.name, m.last, m.best)) FROM run_metric m WHERE m.run = run.id) AS metrics,
  (SELECT count(*) FROM checkpoint c WHERE c.run = run.id) AS checkpoints,
  (SELECT json_group_array(t.tag) FROM run_tag t WHERE t.run = run.id) AS tags,
  (SELECT json_array(o.pseudonym, o.hand_in, o.imported_at) FROM run_origin o WHERE o.run = run.id) AS origin,
  (SELECT json_array(a.original, a.verdict) FROM run_again a WHERE a.run = run.id) AS again`;
export const LIST_LIVE = `SELECT run.*, ${COUNTS} FROM run WHERE deleted_at IS NULL ORDER BY started_at DESC`;
export const LIST_BINNED = `SELECT run.*, ${COUNTS} FROM run WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC`;
export const GET = `SELECT run.*, ${COUNTS} FROM run WHERE id = ?`;
export const RUN_FILES = 'SELECT name, source FROM run_file WHERE run = ? ORDER BY name';
const INSERT_RUN = `
  INSERT INTO run (id, lesson, entry, device, device_name, seed, config, environment, started_at, resumable, parent,
    parent_checkpoint, code_hash, hash, title, status)
  VALUES ($id, $lesson, $entry, $device, $device_name, $seed, $config, $environment, $started_at, $resumable, $parent,
    $parent_checkpoint, $code_hash, $hash, $title, 'running')`;

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
    tags: (JSON.parse(row.tags) as string[]).sort(),
    color: row.color,
    origin: originOf(row.origin),
    again: againOf(row.again),
    deletedAt: row.deleted_at
  };
}

function originOf(json: string | null): Origin | null {
  if (json === null) return null;
  const [pseudonym, handIn, importedAt] = JSON.parse(json) as [string, string, string];
  return { pseudonym, handIn, importedAt };
}

function againOf(json: string | null): RunSummary['again'] {
  if (json === null) return null;
  const [original, verdict] = JSON.parse(json) as [RunId, string | null];
  return { run: original, verdict: verdict === null ? null : (parseNumbers(verdict) as Verdict) };
}
