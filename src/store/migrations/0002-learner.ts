/** Version 2: what the learner did: progress, edited files with their history, settings. Immutable. */
import type { Db } from '../database.ts';

export const name = 'learner';

export function up(db: Db): void {
  db.exec(`
    CREATE TABLE progress (
      lesson TEXT PRIMARY KEY, section INTEGER NOT NULL, solved INTEGER NOT NULL, answered INTEGER NOT NULL,
      attempts INTEGER NOT NULL, hints_seen INTEGER NOT NULL, at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE file (
      lesson TEXT NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (lesson, name)
    ) STRICT;

    -- since: when the version began; a typed version is replaced for a while by what is typed next (queries/code.ts).
    CREATE TABLE file_version (
      id INTEGER PRIMARY KEY AUTOINCREMENT, lesson TEXT NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL,
      reason TEXT NOT NULL, since TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX file_version_place ON file_version (lesson, name, id);

    CREATE TABLE running_cell (
      lesson TEXT NOT NULL, name TEXT NOT NULL, hung INTEGER NOT NULL, PRIMARY KEY (lesson, name)
    ) STRICT;

    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `);
}
