/**
 * Checkpoints: a sealed row with state and manifest; the arrays' bytes are chunks that checkpoints share (blobs.ts).
 * Not here: which of them stay (retention.ts).
 */
import type { CheckpointId, RunId } from '@ipc/ids.ts';
import type { CheckpointReason, CheckpointSummary } from '@ipc/runs.ts';
import type { StoredCheckpoint, StoreRequests } from '@ipc/store.ts';
import { dropOrphans, getBytes, putBytes } from '../blobs.ts';
import { all, one, run, type Db } from '../database.ts';
import { checkpointHash, type SealedCheckpoint } from '../seal.ts';
import { StoreError } from '../store-error.ts';
import { retire, type Kept } from './retention.ts';
import { raiseSteps } from './run-changes.ts';

interface ManifestArray {
  name: string;
  dtype: string;
  shape: number[];
  bytes: number;
  chunks: string[];
}

/** Returns after the commit: with synchronous = FULL the checkpoint then is on disk. */
export function checkpointSave(db: Db, input: StoreRequests['checkpointSave'][0]): null {
  db.transaction(() => {
    const manifest = input.arrays.map(({ name, dtype, shape, bytes }): ManifestArray => ({
      name,
      dtype,
      shape,
      bytes: bytes.length,
      chunks: putBytes(db, bytes)
    }));
    const { id, run: of, step, at, state, reason } = input;
    const row: SealedCheckpoint = { id, run: of, step, at, state, reason, manifest: JSON.stringify(manifest) };
    raiseSteps(db, of, step);
    run(db, INSERT_CHECKPOINT, { ...row, bytes: bytesIn(manifest), hash: checkpointHash(row) });
    for (const chunk of new Set(manifest.flatMap((array) => array.chunks)))
      run(db, 'INSERT INTO checkpoint_chunk (checkpoint, chunk) VALUES (?, ?)', id, chunk);
    for (const gone of retire(all<Kept>(db, KEPT_CHECKPOINTS, of), input.retention)) remove(db, gone);
  }).immediate();
  return null;
}

export function checkpointLoad(db: Db, { id }: StoreRequests['checkpointLoad'][0]): StoredCheckpoint {
  const row = one<SealedCheckpoint & { hash: string }>(db, 'SELECT * FROM checkpoint WHERE id = ?', id);
  if (!row) throw new StoreError('not-found', `checkpointLoad: there is no checkpoint ${id}`);
  if (checkpointHash(row) !== row.hash)
    throw new StoreError('store-damaged', `checkpointLoad: the record of checkpoint ${id} is damaged`);
  const manifest = JSON.parse(row.manifest) as ManifestArray[];
  return {
    run: row.run as RunId,
    step: row.step,
    reason: row.reason as CheckpointReason,
    state: row.state,
    arrays: manifest.map(({ name, dtype, shape, bytes, chunks }) => ({
      name,
      dtype,
      shape,
      bytes: getBytes(db, chunks, bytes)
    }))
  };
}

/** In the order of the steps. A damaged record is left out; its run and the other checkpoints stay. */
export function checkpointList(db: Db, { run: id }: StoreRequests['checkpointList'][0]): CheckpointSummary[] {
  return all<SealedCheckpoint & { hash: string; bytes: number }>(db, LIST_CHECKPOINTS, id)
    .filter((row) => checkpointHash(row) === row.hash)
    .map((row) => ({
      id: row.id as CheckpointId,
      run: row.run as RunId,
      step: row.step,
      at: row.at,
      reason: row.reason as CheckpointReason,
      bytes: row.bytes,
      arrays: (JSON.parse(row.manifest) as ManifestArray[]).map(({ name, dtype, shape }) => ({ name, dtype, shape }))
    }));
}

export function checkpointRemove(db: Db, { id }: StoreRequests['checkpointRemove'][0]): null {
  db.transaction(() => {
    if (remove(db, id) === 0) throw new StoreError('not-found', `checkpointRemove: there is no checkpoint ${id}`);
  }).immediate();
  return null;
}

/** Takes out records that fail their hash and counts them. Chunks are checked when they are read. */
export function dropDamagedCheckpoints(db: Db): number {
  const damaged = all<SealedCheckpoint & { hash: string; bytes: number }>(db, 'SELECT * FROM checkpoint').filter(
    (row) => checkpointHash(row) !== row.hash || row.bytes !== bytesIn(JSON.parse(row.manifest) as ManifestArray[])
  );
  for (const { id } of damaged) remove(db, id);
  return damaged.length;
}

const bytesIn = (manifest: readonly ManifestArray[]): number => manifest.reduce((sum, array) => sum + array.bytes, 0);

export const LIST_CHECKPOINTS = 'SELECT * FROM checkpoint WHERE run = ? ORDER BY step, at';
const INSERT_CHECKPOINT = `
  INSERT INTO checkpoint (id, run, step, at, state, reason, manifest, bytes, hash)
  VALUES ($id, $run, $step, $at, $state, $reason, $manifest, $bytes, $hash)`;
/** `rowid` last: of two at the same step and time the one saved later counts as later. */
export const KEPT_CHECKPOINTS = `
  SELECT id, step, reason, EXISTS (SELECT 1 FROM run f WHERE f.parent_checkpoint = checkpoint.id) AS forked
  FROM checkpoint WHERE run = ? ORDER BY step, rowid`;

function remove(db: Db, id: string): number {
  const used = all<{ chunk: string }>(db, 'SELECT chunk FROM checkpoint_chunk WHERE checkpoint = ?', id);
  const count = run(db, 'DELETE FROM checkpoint WHERE id = ?', id);
  dropOrphans(
    db,
    used.map((row) => row.chunk)
  );
  return count;
}
