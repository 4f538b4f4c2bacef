/** A run that came in a hand-in: all of it in one transaction, once. Not here: reading the file (src/main/packs). */
import type { ImportedRun } from '@ipc/store.ts';
import { one, type Db } from '../database.ts';
import { checkpointSave } from './checkpoints.ts';
import { metricsAppend } from './metrics.ts';
import { observationsAppend } from './observations.ts';
import { dataAdd, ORIGIN, originAdd } from './run-parts.ts';
import { runFinish, runNote, runTag } from './run-changes.ts';
import { runCreate } from './runs.ts';

/** False when this content was imported before; then nothing changes. */
export function runImport(db: Db, input: ImportedRun): boolean {
  const { id } = input.run;
  return db
    .transaction(() => {
      if (one(db, ORIGIN, input.origin.handIn)) return false;
      runCreate(db, input.run);
      originAdd(db, id, input.origin);
      metricsAppend(db, { run: id, rows: input.rows });
      for (const data of input.data) dataAdd(db, { run: id, data });
      observationsAppend(db, { run: id, observations: input.observations });
      if (input.checkpoint) checkpointSave(db, { ...input.checkpoint, run: id, retention: { last: 1, every: 0 } });
      runTag(db, { run: id, tags: input.tags });
      runNote(db, { run: id, notes: input.notes });
      runFinish(db, { run: id, status: input.status, seconds: input.seconds, error: input.error });
      return true;
    })
    .immediate();
}
