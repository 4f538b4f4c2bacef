/**
 * Checkpoints: a sealed row with state and manifest; the arrays' bytes are chunks that checkpoints share (blobs.ts).
 * Retention: a run keeps at most KEEP checkpoints. The first, the last KEEP_LAST and those that a fork started from stay;
 * of the others the one goes whose neighbours are nearest, so that the rest stay spread over the run.
 */
import type { CheckpointId, RunId } from '@ipc/ids.ts';
import type { CheckpointSummary } from '@ipc/runs.ts';
import type { StoredCheckpoint, StoreRequests } from '@ipc/store.ts';
import { dropOrphans, getBytes, putBytes } from '../blobs.ts';
import { all, one, run, type Db } from '../database.ts';
import { checkpointHash, type SealedCheckpoint } from '../seal.ts';
import { StoreError } from '../store-error.ts';

export const KEEP = 16;
export const KEEP_LAST = 5;

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
    const { id, run: of, step, at, state } = input;
    const row: SealedCheckpoint = { id, run: of, step, at, state, manifest: JSON.stringify(manifest) };
    if (run(db, 'UPDATE run SET steps = max(steps, ?) WHERE id = ?', step, of) === 0)
      throw new StoreError('not-found', `checkpointSave: there is no run ${of}`);
    const bytes = manifest.reduce((sum, array) => sum + array.bytes, 0);
    run(db, INSERT_CHECKPOINT, { ...row, bytes, hash: checkpointHash(row) });
    for (const chunk of new Set(manifest.flatMap((array) => array.chunks)))
      run(db, 'INSERT INTO checkpoint_chunk (checkpoint, chunk) VALUES (?, ?)', id, chunk);
    thinCheckpoints(db, of);
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
      bytes: row.bytes,
      arrays: (JSON.parse(row.manifest) as ManifestArray[]).map(({ name, dtype, shape }) => ({ name, dtype, shape }))
    }));
}

export const LIST_CHECKPOINTS = 'SELECT * FROM checkpoint WHERE run = ? ORDER BY step, at';
const INSERT_CHECKPOINT = `
  INSERT INTO checkpoint (id, run, step, at, state, manifest, bytes, hash)
  VALUES ($id, $run, $step, $at, $state, $manifest, $bytes, $hash)`;
/** `rowid` last: of two at the same step and time the one saved later counts as later. */
export const KEPT_CHECKPOINTS = `
  SELECT id, step, EXISTS (SELECT 1 FROM run f WHERE f.parent_checkpoint = checkpoint.id) AS forked
  FROM checkpoint WHERE run = ? ORDER BY step, rowid`;

function thinCheckpoints(db: Db, of: string): void {
  const rows = all<{ id: string; step: number; forked: number }>(db, KEPT_CHECKPOINTS, of);
  while (rows.length > KEEP) {
    let victim = -1;
    let nearest = Infinity;
    for (let i = 1; i < rows.length - KEEP_LAST; i++) {
      const gap = (rows[i + 1]?.step ?? 0) - (rows[i - 1]?.step ?? 0);
      if (rows[i]?.forked === 0 && gap < nearest) [victim, nearest] = [i, gap];
    }
    const gone = rows[victim];
    if (!gone) return;
    const used = all<{ chunk: string }>(db, 'SELECT chunk FROM checkpoint_chunk WHERE checkpoint = ?', gone.id);
    run(db, 'DELETE FROM checkpoint WHERE id = ?', gone.id);
    dropOrphans(
      db,
      used.map((row) => row.chunk)
    );
    rows.splice(victim, 1);
  }
}
