/**
 * Version 1: what was trained. Immutable: later changes are new migrations.
 * `hash` and `crc` columns exist because SQLite's pages carry no checksum; seal.ts has how they are made.
 * `run.parent` is no foreign key on purpose: it is part of the hash, and must survive the loss of the parent.
 */
import type { Db } from '../database.ts';

export const name = 'runs';

export function up(db: Db): void {
  db.exec(`
    CREATE TABLE run (
      id TEXT PRIMARY KEY, lesson TEXT NOT NULL, entry TEXT NOT NULL, device TEXT NOT NULL, device_name TEXT NOT NULL,
      seed INTEGER, config TEXT NOT NULL, environment TEXT NOT NULL, started_at TEXT NOT NULL,
      resumable INTEGER NOT NULL, parent TEXT, parent_checkpoint TEXT, code_hash TEXT NOT NULL, hash TEXT NOT NULL,
      title TEXT NOT NULL, status TEXT NOT NULL, seconds REAL, steps INTEGER NOT NULL DEFAULT 0, error TEXT,
      notes TEXT NOT NULL DEFAULT '', deleted_at TEXT
    ) STRICT;
    CREATE INDEX run_live ON run (started_at DESC) WHERE deleted_at IS NULL;
    CREATE INDEX run_binned ON run (deleted_at DESC) WHERE deleted_at IS NOT NULL;
    CREATE INDEX run_running ON run (status) WHERE status = 'running';
    CREATE INDEX run_fork ON run (parent_checkpoint) WHERE parent_checkpoint IS NOT NULL;

    CREATE TABLE run_file (
      run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE, name TEXT NOT NULL, source TEXT NOT NULL,
      PRIMARY KEY (run, name)
    ) STRICT;

    CREATE TABLE run_metric (
      run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE, name TEXT NOT NULL, count INTEGER NOT NULL,
      last REAL, best REAL, last_time REAL, PRIMARY KEY (run, name)
    ) STRICT;

    CREATE TABLE metric_block (
      id INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE, name TEXT NOT NULL,
      first_step REAL NOT NULL, count INTEGER NOT NULL, steps BLOB NOT NULL, vals BLOB NOT NULL, times BLOB NOT NULL,
      crc INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX metric_block_curve ON metric_block (run, name, id);

    CREATE TABLE checkpoint (
      id TEXT PRIMARY KEY, run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE, step INTEGER NOT NULL,
      at TEXT NOT NULL, state TEXT NOT NULL, manifest TEXT NOT NULL, bytes INTEGER NOT NULL, hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX checkpoint_run ON checkpoint (run, step);

    CREATE TABLE chunk (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE checkpoint_chunk (
      checkpoint TEXT NOT NULL REFERENCES checkpoint (id) ON DELETE CASCADE,
      chunk TEXT NOT NULL REFERENCES chunk (sha256), PRIMARY KEY (checkpoint, chunk)
    ) STRICT;
    CREATE INDEX checkpoint_chunk_use ON checkpoint_chunk (chunk);
  `);
}
