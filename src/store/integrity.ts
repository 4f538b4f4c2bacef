/**
 * Checks at opening. Pages: SQLite's own quick check. Rows: the checksums that SQLite does not have (seal.ts). A damaged
 * metric block, observation or record of a checkpoint goes; a damaged run stays, with what is readable, a new seal and a mark in its environment, since its
 * curves, code and checkpoints may be whole. Chunks are checked when a checkpoint is loaded. Damaged pages: salvage.ts.
 */
import { all, one, run, type Db } from './database.ts';
import { dropDamagedCheckpoints } from './queries/checkpoints.ts';
import { dropDamagedBlocks, rebuildSummaries } from './queries/metrics.ts';
import { dropDamagedObservations } from './queries/observations.ts';
import { completePyramid, dropDamagedPyramid } from './queries/pyramid.ts';
import { RUN_FILES, type RunRow } from './queries/runs.ts';
import { codeHash, runHash, runStateHash } from './seal.ts';

/** Key of the mark in a run's environment; its value is when the damage was found. */
export const DAMAGED_MARK = 'damaged';

export function pagesAreWhole(db: Db, thorough = false): boolean {
  return db.pragma(thorough ? 'integrity_check(1)' : 'quick_check(1)', { simple: true }) === 'ok';
}

/** Repairs damaged rows and answers with how many there were. */
export function repairRows(db: Db, now: string): number {
  return db
    .transaction(() => {
      const metrics = dropDamagedBlocks(db) + dropDamagedPyramid(db) + rebuildSummaries(db);
      completePyramid(db);
      return metrics + dropDamagedObservations(db) + dropDamagedCheckpoints(db) + resealRuns(db, now);
    })
    .immediate();
}

function resealRuns(db: Db, now: string): number {
  let repaired = 0;
  for (const { id } of all<{ id: string }>(db, 'SELECT id FROM run')) {
    const row = one<RunRow>(db, 'SELECT * FROM run WHERE id = ?', id);
    if (!row) continue;
    const files: Record<string, string> = {};
    for (const file of all<{ name: string; source: string }>(db, RUN_FILES, id)) files[file.name] = file.source;
    const code = codeHash(files);
    const stateIsWhole = runStateHash(row) === row.state_hash;
    if (runHash(row) === row.hash && code === row.code_hash && stateIsWhole) continue;
    const fixed: RunRow = {
      ...row,
      config: JSON.stringify(parsed(row.config)),
      environment: JSON.stringify({ ...parsed(row.environment), [DAMAGED_MARK]: now }),
      device: row.device === 'gpu' ? 'gpu' : 'cpu',
      status: STATUSES.includes(row.status) ? row.status : 'interrupted',
      code_hash: code
    };
    const seal = { hash: runHash(fixed), state_hash: runStateHash(fixed) };
    run(db, RESEAL, {
      id,
      config: fixed.config,
      environment: fixed.environment,
      device: fixed.device,
      status: fixed.status,
      code,
      ...seal
    });
    repaired++;
  }
  return repaired;
}

const STATUSES: readonly string[] = [
  'running',
  'finished',
  'failed',
  'stopped',
  'interrupted'
] satisfies RunRow['status'][];
const RESEAL = `
  UPDATE run SET config = $config, environment = $environment, device = $device, status = $status, code_hash = $code,
    hash = $hash, state_hash = $state_hash
  WHERE id = $id`;

function parsed(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch (error) {
    // Damaged text is the reason for being here: nothing of it can be used.
    return error instanceof SyntaxError ? {} : raise(error);
  }
}

function raise(error: unknown): never {
  throw error;
}
