/**
 * Takes what can be read out of a damaged database into a fresh one, table by table and row by row: an unreadable page
 * costs its rows, a row that fails its checksum costs itself. Rows that are there already stay, so that a backup may fill
 * the gaps afterwards. The damaged file is only read.
 */
import { all, connect, one, run, type Db } from './database.ts';
import {
  blockIsWhole,
  checkpointHash,
  observationCrc,
  sha256,
  type SealedBlock,
  type SealedCheckpoint,
  type SealedObservation
} from './seal.ts';
import { sqliteCode } from './store-error.ts';

type Row = Record<string, string | number | bigint | Uint8Array | null>;

/** Answers with how many rows were taken over. */
export function salvage(file: string, fresh: Db): number {
  let damaged: Db;
  try {
    damaged = connect(file, { readonly: true });
  } catch (error) {
    return sqliteCode(error) === '' ? fail(error) : 0; // nothing of it is a database
  }
  fresh.pragma('foreign_keys = OFF');
  try {
    return fresh.transaction(() => {
      const tables = all<{ name: string }>(fresh, TABLES);
      const taken = tables.reduce((sum, { name }) => sum + copyTable(damaged, fresh, name), 0);
      dropDangling(
        fresh,
        tables.map(({ name }) => name)
      );
      return taken;
    })();
  } finally {
    fresh.pragma('foreign_keys = ON');
    damaged.close();
  }
}

/** Not the pyramid: it is made of the blocks that were saved, and only fits those. */
const TABLES =
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'metric_pyramid'";

function copyTable(damaged: Db, fresh: Db, table: string): number {
  const columns = all<{ name: string }>(fresh, `SELECT name FROM pragma_table_info('${table}')`).map((c) => c.name);
  const insert = fresh.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
  );
  let taken = 0;
  if (!isThere(damaged, table)) return 0;
  for (const row of readableRows(damaged, table)) {
    if (!isWhole(table, row)) continue;
    try {
      taken += insert.run(...columns.map((column) => row[column] ?? null)).changes;
    } catch (error) {
      // A value that the column does not admit: the row is damaged and costs itself.
      if (!sqliteCode(error).startsWith('SQLITE_')) throw error;
    }
  }
  return taken;
}

/** False where nothing can be asked: a table of a later version, or a schema that cannot be read. */
function isThere(db: Db, table: string): boolean {
  return attempt(() => db.prepare(`SELECT 1 FROM ${table}`).columns().length) === 1;
}

const NEAR = 4096;

/** Rows in the order of their rowid; where a page cannot be read, the next rowid that can is searched. */
function* readableRows(db: Db, table: string): Generator<Row> {
  const next = (after: number): (Row & { rowid_: number }) | undefined =>
    one(db, `SELECT rowid AS rowid_, * FROM ${table} NOT INDEXED WHERE rowid > ? ORDER BY rowid LIMIT 1`, after);
  let last = -1;
  for (;;) {
    let row = attempt(() => next(last));
    // Damage is local: a row, or the rows of a page. So every rowid is tried for a while, then strides grow.
    for (let skip = 1; row === 'unreadable' && skip < 2 ** 31; skip = skip < NEAR ? skip + 1 : skip * 2) {
      const after = last + skip;
      row = attempt(() => next(after));
    }
    if (row === 'unreadable') return;
    if (row === undefined) return;
    last = row.rowid_;
    yield row;
  }
}

function attempt<T>(read: () => T): T | 'unreadable' {
  try {
    return read();
  } catch (error) {
    return sqliteCode(error).startsWith('SQLITE_') ? 'unreadable' : fail(error);
  }
}

function isWhole(table: string, row: Row): boolean {
  // The columns are those of the schema; a value of another type fails its checksum.
  if (table === 'metric_block') return blockIsWhole(row as unknown as SealedBlock & { crc: number });
  if (table === 'chunk') return row['bytes'] instanceof Uint8Array && sha256(row['bytes']) === row['sha256'];
  // Versions 1 and 2 have no reason.
  if (table === 'checkpoint')
    return (
      checkpointHash({ ...(row as unknown as SealedCheckpoint), reason: String(row['reason'] ?? 'auto') }) ===
      row['hash']
    );
  if (table === 'observation') return observationCrc(row as unknown as SealedObservation) === row['crc'];
  if (table === 'run_trace') return row['bytes'] instanceof Uint8Array && sha256(row['bytes']) === row['sha256'];
  return true;
}

const OF_A_RUN = [
  ...['run_file', 'run_metric', 'metric_block', 'checkpoint', 'run_tag', 'run_data', 'observation', 'run_trace'],
  ...['run_again', 'run_origin']
];

/** Rows whose parent was lost. A checkpoint without one of its chunks cannot be loaded: it goes as a whole. */
function dropDangling(db: Db, tables: readonly string[]): void {
  run(
    db,
    `DELETE FROM checkpoint WHERE id IN (
      SELECT checkpoint FROM checkpoint_chunk WHERE chunk NOT IN (SELECT sha256 FROM chunk))`
  );
  for (const table of OF_A_RUN.filter((name) => tables.includes(name)))
    run(db, `DELETE FROM ${table} WHERE run NOT IN (SELECT id FROM run)`);
  run(
    db,
    `DELETE FROM checkpoint_chunk
     WHERE checkpoint NOT IN (SELECT id FROM checkpoint) OR chunk NOT IN (SELECT sha256 FROM chunk)`
  );
  run(db, 'DELETE FROM chunk WHERE sha256 NOT IN (SELECT chunk FROM checkpoint_chunk)');
}

function fail(error: unknown): never {
  throw error;
}
