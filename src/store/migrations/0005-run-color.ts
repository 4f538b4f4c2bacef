/**
 * Version 5: the colour of a run is what somebody chose; NULL, as for all runs so far, is automatic. (Versions 3 and 4
 * numbered the runs there, which nothing showed.) The column is in the seal of a run, so whole rows are sealed again; a
 * damaged one loses its seal and is found at opening. Immutable.
 */
import { all, run, type Db } from '../database.ts';
import { runStateHash, type SealedRunState } from '../seal.ts';

export const name = 'run-color';

export function up(db: Db): void {
  const rows = all<SealedRunState & { state_hash: string }>(db, 'SELECT * FROM run');
  db.exec(`
    DROP INDEX run_color;
    ALTER TABLE run DROP COLUMN color;
    ALTER TABLE run ADD COLUMN color INTEGER;
  `);
  for (const row of rows) {
    const seal = runStateHash(row) === row.state_hash ? runStateHash({ ...row, color: null }) : '';
    run(db, 'UPDATE run SET state_hash = ? WHERE id = ?', seal, row.id);
  }
}
