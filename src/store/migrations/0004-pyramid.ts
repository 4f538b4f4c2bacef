/**
 * Version 4: the pyramid over the blocks of metrics (queries/pyramid.ts). It holds nothing that the blocks do not: opening
 * the file makes what is missing. Immutable.
 */
import type { Db } from '../database.ts';

export const name = 'pyramid';

export function up(db: Db): void {
  db.exec(`
    CREATE TABLE metric_pyramid (
      block INTEGER PRIMARY KEY REFERENCES metric_block (id) ON DELETE CASCADE, run TEXT NOT NULL, name TEXT NOT NULL,
      whole BLOB NOT NULL, whole_crc INTEGER NOT NULL, parts BLOB NOT NULL, parts_crc INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX metric_pyramid_curve ON metric_pyramid (run, name, block);
  `);
}
