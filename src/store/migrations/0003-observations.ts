/**
 * Version 3: what a run shows besides its metrics, and what people do with runs. Tags, kept comparisons, observations per
 * layer, hashes of data sets, the kept trace, *run again*, hand-ins; colours, reasons of checkpoints; seals over the
 * fields of a run that change, and over summaries, which versions 1 and 2 left unsealed. Immutable.
 */
import { all, run, type Db } from '../database.ts';
import { runStateHash, summaryCrc, type SealedRunState, type SealedSummary } from '../seal.ts';

export const name = 'observations';

export function up(db: Db): void {
  db.exec(`
    ALTER TABLE run ADD COLUMN color INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE run ADD COLUMN state_hash TEXT NOT NULL DEFAULT '';
    CREATE INDEX run_color ON run (color);
    ALTER TABLE run_metric ADD COLUMN crc INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE checkpoint ADD COLUMN reason TEXT NOT NULL DEFAULT 'auto';

    CREATE TABLE run_tag (
      run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE, tag TEXT NOT NULL, PRIMARY KEY (run, tag)
    ) STRICT;
    CREATE INDEX run_tag_name ON run_tag (tag);

    CREATE TABLE run_data (
      run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE, name TEXT NOT NULL, sha256 TEXT NOT NULL,
      row_count INTEGER NOT NULL, PRIMARY KEY (run, name)
    ) STRICT;

    -- value: JSON (observation-json.ts).
    CREATE TABLE observation (
      id INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE, kind TEXT NOT NULL,
      name TEXT NOT NULL, step INTEGER NOT NULL, value TEXT NOT NULL, crc INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX observation_series ON observation (run, kind, name, step);

    CREATE TABLE run_trace (
      run TEXT PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE, events INTEGER NOT NULL, bytes BLOB NOT NULL,
      sha256 TEXT NOT NULL
    ) STRICT;

    -- original is no foreign key: the link outlives what it leads to. verdict: JSON, NULL until there is one.
    CREATE TABLE run_again (
      run TEXT PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE, original TEXT NOT NULL, verdict TEXT
    ) STRICT;

    CREATE TABLE run_origin (
      run TEXT PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE, pseudonym TEXT NOT NULL, hand_in TEXT NOT NULL UNIQUE,
      imported_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE compare_view (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, runs TEXT NOT NULL, options TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT;
  `);
  db.exec('UPDATE run SET color = rowid - 1');
  for (const row of all<SealedRunState>(db, 'SELECT * FROM run'))
    run(db, 'UPDATE run SET state_hash = ? WHERE id = ?', runStateHash(row), row.id);
  for (const row of all<SealedSummary>(db, 'SELECT * FROM run_metric'))
    run(db, 'UPDATE run_metric SET crc = ? WHERE run = ? AND name = ?', summaryCrc(row), row.run, row.name);
}
