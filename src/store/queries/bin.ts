/** The bin: removed runs stay there until they are taken out or deleted for good, with all that only they use. */
import type { StoreRequests } from '@ipc/store.ts';
import { dropOrphans } from '../blobs.ts';
import { all, run, type Db } from '../database.ts';
import { sealState } from './run-changes.ts';

/** Into the bin. Runs that are there already keep the time at which they came. */
export function runRemove(db: Db, { runs, now }: StoreRequests['runRemove'][0]): null {
  db.transaction(() => {
    for (const id of runs) {
      run(db, 'UPDATE run SET deleted_at = coalesce(deleted_at, ?) WHERE id = ?', now, id);
      sealState(db, id);
    }
  }).immediate();
  return null;
}

export function runRestore(db: Db, { runs }: StoreRequests['runRestore'][0]): null {
  db.transaction(() => {
    for (const id of runs) {
      run(db, 'UPDATE run SET deleted_at = NULL WHERE id = ?', id);
      sealState(db, id);
    }
  }).immediate();
  return null;
}

/** What is not in the bin stays. The other tables follow by their foreign keys. */
export function runPurge(db: Db, { runs }: StoreRequests['runPurge'][0]): number {
  return db
    .transaction(() => {
      const wanted = runs ?? all<{ id: string }>(db, BINNED).map((row) => row.id);
      let gone = 0;
      for (const id of wanted) {
        const chunks = all<{ chunk: string }>(db, CHUNKS_OF_RUN, id).map((row) => row.chunk);
        if (run(db, 'DELETE FROM run WHERE id = ? AND deleted_at IS NOT NULL', id) === 0) continue;
        dropOrphans(db, chunks);
        gone += 1;
      }
      return gone;
    })
    .immediate();
}

export const BINNED = 'SELECT id FROM run WHERE deleted_at IS NOT NULL';
export const CHUNKS_OF_RUN = `
  SELECT u.chunk FROM checkpoint c JOIN checkpoint_chunk u ON u.checkpoint = c.id WHERE c.run = ?`;
