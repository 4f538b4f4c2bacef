/** What hangs on a run in one row each: hashes of its data sets, the kept trace, where it came from. */
import type { RunId } from '@ipc/ids.ts';
import type { Origin, RunDetail } from '@ipc/runs.ts';
import type { StoreRequests } from '@ipc/store.ts';
import { all, one, run, type Db } from '../database.ts';
import { sha256 } from '../seal.ts';
import { StoreError } from '../store-error.ts';

/** A kept trace is at most this large, deflated. */
export const MOST_TRACE_BYTES = 8 << 20;

/** A data set that is named again replaces what was known of it. */
export function dataAdd(db: Db, { run: id, data }: StoreRequests['dataAdd'][0]): null {
  run(db, UPSERT_DATA, id, data.name, data.sha256, data.rows);
  return null;
}

export const dataOf = (db: Db, id: string): RunDetail['data'] => all(db, DATA, id);

export function traceSave(db: Db, { run: id, events, bytes }: StoreRequests['traceSave'][0]): null {
  if (bytes.length > MOST_TRACE_BYTES)
    throw new StoreError('bad-input', `traceSave: ${bytes.length} bytes, at most ${MOST_TRACE_BYTES} are kept`);
  run(db, UPSERT_TRACE, id, events, bytes, sha256(bytes));
  return null;
}

export function traceLoad(db: Db, { run: id }: StoreRequests['traceLoad'][0]): StoreRequests['traceLoad'][1] {
  const row = one<{ events: number; bytes: Uint8Array; sha256: string }>(
    db,
    'SELECT events, bytes, sha256 FROM run_trace WHERE run = ?',
    id
  );
  if (!row) throw new StoreError('not-found', `traceLoad: no trace was kept of run ${id}`);
  if (sha256(row.bytes) !== row.sha256)
    throw new StoreError('store-damaged', `traceLoad: the trace of run ${id} is damaged`);
  return { events: row.events, bytes: new Uint8Array(row.bytes) };
}

export const traceSize = (db: Db, id: string): RunDetail['trace'] =>
  one<{ events: number; bytes: number }>(
    db,
    'SELECT events, length(bytes) AS bytes FROM run_trace WHERE run = ?',
    id
  ) ?? null;

export function originAdd(db: Db, id: RunId, { pseudonym, handIn, importedAt }: Origin): void {
  const insert = 'INSERT INTO run_origin (run, pseudonym, hand_in, imported_at) VALUES (?, ?, ?, ?)';
  run(db, insert, id, pseudonym, handIn, importedAt);
}

export const importsKnown = (db: Db, { handIns }: StoreRequests['importsKnown'][0]): string[] =>
  handIns.filter((handIn) => one(db, ORIGIN, handIn) !== undefined);

export const ORIGIN = 'SELECT run FROM run_origin WHERE hand_in = ?';
export const DATA = 'SELECT name, sha256, row_count AS rows FROM run_data WHERE run = ? ORDER BY name';
const UPSERT_DATA = `
  INSERT INTO run_data (run, name, sha256, row_count) VALUES (?, ?, ?, ?)
  ON CONFLICT (run, name) DO UPDATE SET sha256 = excluded.sha256, row_count = excluded.row_count`;
const UPSERT_TRACE = `
  INSERT INTO run_trace (run, events, bytes, sha256) VALUES (?, ?, ?, ?)
  ON CONFLICT (run) DO UPDATE SET events = excluded.events, bytes = excluded.bytes, sha256 = excluded.sha256`;
