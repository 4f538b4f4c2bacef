/**
 * A connection as this store uses it: its safety settings, and prepared statements kept per connection.
 * Durable before fast: with WAL and synchronous = FULL a committed transaction survives a power cut.
 */
import Database from 'better-sqlite3';

export type Db = Database.Database;
type Value = string | number | bigint | Uint8Array | null;
export type Params = readonly Value[] | readonly [Record<string, Value>];

/** 'DZST', so that another program's database is not taken for ours. */
export const APPLICATION_ID = 0x445a5354;

/** Opens with the settings below; a `Uint8Array` is a database in memory. Throws SQLite's errors. */
export function connect(source: string | Uint8Array, options: { readonly?: boolean } = {}): Db {
  const db = new Database(typeof source === 'string' ? source : Buffer.from(source), options);
  try {
    db.pragma('busy_timeout = 5000');
    if (!options.readonly) {
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.pragma('journal_size_limit = 67108864');
    }
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

const prepared = new WeakMap<Db, Map<string, Database.Statement<unknown[]>>>();

/** The prepared statement of `sql`, made once per connection. */
function statement(db: Db, sql: string): Database.Statement<unknown[]> {
  let known = prepared.get(db);
  if (!known) prepared.set(db, (known = new Map<string, Database.Statement<unknown[]>>()));
  let found = known.get(sql);
  if (!found) known.set(sql, (found = db.prepare(sql)));
  return found;
}

export const all = <R>(db: Db, sql: string, ...params: Params): R[] => statement(db, sql).all(...params) as R[];
export const one = <R>(db: Db, sql: string, ...params: Params): R | undefined =>
  statement(db, sql).get(...params) as R | undefined;
/** Answers with the number of rows changed. */
export const run = (db: Db, sql: string, ...params: Params): number => statement(db, sql).run(...params).changes;
