/** What changes about a run after it was created. Each change renews the seal over the fields that change. */
import type { StoreRequests } from '@ipc/store.ts';
import { all, one, run, type Db } from '../database.ts';
import { writeNumbers } from '../number-json.ts';
import { runStateHash, type SealedRunState } from '../seal.ts';
import { StoreError } from '../store-error.ts';

export function runFinish(db: Db, { run: id, status, seconds, error }: StoreRequests['runFinish'][0]): null {
  return change(db, id, 'UPDATE run SET status = ?, seconds = ?, error = ? WHERE id = ?', status, seconds, error);
}

export function runRename(db: Db, { run: id, title }: StoreRequests['runRename'][0]): null {
  return change(db, id, 'UPDATE run SET title = ? WHERE id = ?', title);
}

export function runNote(db: Db, { run: id, notes }: StoreRequests['runNote'][0]): null {
  return change(db, id, 'UPDATE run SET notes = ? WHERE id = ?', notes);
}

export function runRecolor(db: Db, { run: id, color }: StoreRequests['runRecolor'][0]): null {
  return change(db, id, 'UPDATE run SET color = ? WHERE id = ?', color);
}

/** Replaces the tags. */
export function runTag(db: Db, { run: id, tags }: StoreRequests['runTag'][0]): null {
  db.transaction(() => {
    if (!one(db, 'SELECT 1 FROM run WHERE id = ?', id)) throw new StoreError('not-found', `there is no run ${id}`);
    run(db, 'DELETE FROM run_tag WHERE run = ?', id);
    for (const tag of new Set(tags)) run(db, 'INSERT INTO run_tag (run, tag) VALUES (?, ?)', id, tag);
  }).immediate();
  return null;
}

export const tagList = (db: Db): string[] => all<{ tag: string }>(db, TAGS).map((row) => row.tag);

export function verdictSave(db: Db, { run: id, verdict }: StoreRequests['verdictSave'][0]): null {
  if (run(db, 'UPDATE run_again SET verdict = ? WHERE run = ?', writeNumbers(verdict), id) === 0)
    throw new StoreError('not-found', `verdictSave: run ${id} repeats no other`);
  return null;
}

/** Steps that a run has done; within the caller's transaction. */
export function raiseSteps(db: Db, id: string, steps: number): void {
  if (run(db, 'UPDATE run SET steps = max(steps, ?) WHERE id = ?', steps, id) === 0)
    throw new StoreError('not-found', `there is no run ${id}`);
  sealState(db, id);
}

/** At opening: what still is 'running' belongs to a process that has died. */
export function interruptRuns(db: Db): number {
  return db
    .transaction(() => {
      const running = all<{ id: string }>(db, RUNNING);
      for (const { id } of running) {
        run(db, INTERRUPT, id);
        sealState(db, id);
      }
      return running.length;
    })
    .immediate();
}

export function sealState(db: Db, id: string): void {
  const row = one<SealedRunState>(db, STATE, id);
  if (row) run(db, 'UPDATE run SET state_hash = ? WHERE id = ?', runStateHash(row), id);
}

function change(db: Db, id: string, sql: string, ...params: (string | number | null)[]): null {
  db.transaction(() => {
    if (run(db, sql, ...params, id) === 0) throw new StoreError('not-found', `there is no run ${id}`);
    sealState(db, id);
  }).immediate();
  return null;
}

export const STATE = 'SELECT id, title, status, seconds, steps, error, notes, deleted_at, color FROM run WHERE id = ?';
export const TAGS = 'SELECT DISTINCT tag FROM run_tag ORDER BY tag';
export const RUNNING = "SELECT id FROM run WHERE status = 'running'";
const INTERRUPT = `
  UPDATE run SET status = 'interrupted',
    seconds = coalesce(seconds, (SELECT max(m.last_time) FROM run_metric m WHERE m.run = run.id))
  WHERE id = ?`;
