/**
 * Kills a process while it migrates a file of the version before (SIGKILL), and opens the file: it is at the old version or at
 * the new one, with all its content, and the backup that was made before is whole.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { bundleTool } from '../../scripts/lib/bundle.mjs';
import { connect } from '../../src/store/database.ts';
import { pagesAreWhole } from '../../src/store/integrity.ts';
import { backupList } from '../../src/store/backup.ts';
import { LATEST, versionOf } from '../../src/store/migrations/index.ts';
import { codeHash, runHash, runStateHash, type SealedRun, type SealedRunState } from '../../src/store/seal.ts';
import { NOW } from '../../src/store/testing/samples.ts';
import { Store } from '../../src/store/verbs.ts';

const CRASHES = Number(process.env['CRASHES'] ?? 10);
const RUNS = 2000;

test(`${CRASHES} kills while migrating`, { timeout: 60_000 + CRASHES * 6000 }, async () => {
  const migrating = await bundleTool('tests/crash/migrator.ts', 'crash-migrator');
  const folder = mkdtempSync(join(tmpdir(), 'migrate-'));
  const old = join(folder, 'old.db');
  populate(old);
  const reached: number[] = [];
  for (let crash = 0; crash < CRASHES; crash++) {
    const into = join(folder, 'data');
    mkdirSync(into);
    const file = join(into, 'studio.db');
    copyFileSync(old, file);
    const child = spawn(process.execPath, [migrating, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    await once(child.stdout, 'data');
    await wait((crash / CRASHES) * 150);
    child.kill('SIGKILL');
    await exited;
    const db = connect(file);
    reached.push(versionOf(db));
    expect(db.prepare('SELECT count(*) AS n FROM run').get()).toEqual({ n: RUNS + 2 });
    db.close();
    for (const { name } of backupList(file)) {
      const backup = connect(join(into, 'backups', name), { readonly: true });
      expect(pagesAreWhole(backup, true)).toBe(true);
      backup.close();
    }
    const store = new Store();
    expect((await store.handle('open', { file, now: NOW })).problem).toBeNull();
    expect(await store.handle('runList', { deleted: false })).toHaveLength(RUNS + 2);
    store.close();
    expect(existsSync(join(into, 'backups'))).toBe(true);
    rmSync(into, { recursive: true });
  }
  expect(new Set(reached)).toContain(LATEST - 1);
  rmSync(folder, { recursive: true });
});

/** The fixture of the version before, with so many runs that migrating takes a while. */
function populate(file: string): void {
  const fixture = join(
    import.meta.dirname,
    '../../src/store/migrations/fixtures',
    `${String(LATEST - 1).padStart(4, '0')}.sql`
  );
  const db = connect(file);
  db.exec(readFileSync(fixture, 'utf8'));
  db.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${RUNS})
    INSERT INTO run (id, lesson, entry, device, device_name, config, environment, started_at, resumable, code_hash, hash,
      title, status)
    SELECT 'r' || i, lesson, entry, device, device_name, config, environment, started_at, 0, code_hash, '', title, 'finished'
    FROM n, run WHERE id = 'first'`);
  const seal = db.prepare('UPDATE run SET hash = ?, code_hash = ?, state_hash = ? WHERE id = ?');
  const code = codeHash({});
  for (const row of db.prepare("SELECT * FROM run WHERE hash = ''").all() as (SealedRun & SealedRunState)[])
    seal.run(runHash({ ...row, code_hash: code }), code, runStateHash(row), row.id);
  db.pragma('journal_mode = DELETE');
  db.close();
}
