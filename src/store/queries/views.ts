/** Kept comparisons, by name. */
import type { RunId, ViewId } from '@ipc/ids.ts';
import type { View } from '@ipc/runs.ts';
import type { StoreRequests } from '@ipc/store.ts';
import { all, run, type Db } from '../database.ts';

interface Row {
  id: string;
  name: string;
  runs: string;
  options: string;
  at: string;
}

export const viewList = (db: Db): View[] =>
  all<Row>(db, 'SELECT id, name, runs, options, at FROM compare_view ORDER BY name, id').map((row) => ({
    ...row,
    id: row.id as ViewId,
    runs: row.runs.split(' ').filter((id) => id !== '') as RunId[]
  }));

/** Adds or replaces by id. Ids hold no space. */
export function viewSave(db: Db, { id, name, runs, options, at }: StoreRequests['viewSave'][0]): null {
  run(db, UPSERT, id, name, runs.join(' '), options, at);
  return null;
}

export function viewRemove(db: Db, { id }: StoreRequests['viewRemove'][0]): null {
  run(db, 'DELETE FROM compare_view WHERE id = ?', id);
  return null;
}

const UPSERT = `
  INSERT INTO compare_view (id, name, runs, options, at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, runs = excluded.runs, options = excluded.options, at = excluded.at`;
