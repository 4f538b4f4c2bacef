import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect, type Db } from '../database.ts';
import { repairRows } from '../integrity.ts';
import { openStore } from '../open.ts';
import * as checkpoints from '../queries/checkpoints.ts';
import * as code from '../queries/code.ts';
import * as bin from '../queries/bin.ts';
import * as curves from '../queries/curves.ts';
import * as metrics from '../queries/metrics.ts';
import * as observations from '../queries/observations.ts';
import * as pyramid from '../queries/pyramid.ts';
import * as changes from '../queries/run-changes.ts';
import * as parts from '../queries/run-parts.ts';
import * as progress from '../queries/progress.ts';
import * as runs from '../queries/runs.ts';
import * as summaries from '../queries/summaries.ts';
import { DROP_ORPHAN } from '../blobs.ts';
import { checkpointId, lessonId, noise, NOW, planOf, runId } from '../testing/samples.ts';
import { LATEST, migrate, MIGRATIONS, versionOf } from './index.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const fixture = (version: number): string =>
  readFileSync(join(fixtures, `${String(version).padStart(4, '0')}.sql`), 'utf8');

const schemaOf = (db: Db): unknown[] =>
  db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name").all();

function expectContent(db: Db): void {
  expect(runs.runList(db, { deleted: false }).map((run) => [run.id, run.title, run.status])).toEqual([
    ['first', 'Run first', 'finished'],
    ['second', '두 번째 실행', 'interrupted']
  ]);
  const second = runs.runGet(db, { run: runId('second') });
  expect(second).toMatchObject({ parent: 'first', parentCheckpoint: 'c1', color: null });
  expect(curves.curves(db, { runs: [runId('first')], names: [], points: 10 })).toMatchObject([
    { name: 'loss', step: [0, 1, 2, 3], value: [0.5, 0.25, NaN, 0.75], total: 4 }
  ]);
  // What a migration leaves to opening: a pyramid over all blocks.
  expect(curves.bands(db, { runs: [runId('first')], names: [], buckets: 2, width: 1 })).toMatchObject([
    { mean: [0.375, 0.75], nans: [0, 1], total: 4 }
  ]);
  const loaded = checkpoints.checkpointLoad(db, { id: checkpointId('c1') });
  expect([...loaded.arrays[0]!.bytes]).toEqual([...noise(40, 7)]);
}

test('there is a populated fixture of every version but the latest, and names are numbered in order', () => {
  const names = readdirSync(import.meta.dirname)
    .filter((name) => /^\d{4}-/.test(name))
    .sort();
  expect(names).toEqual(MIGRATIONS.map(({ name }, i) => `${String(i + 1).padStart(4, '0')}-${name}.ts`));
  for (let version = 1; version < LATEST; version++) expect(fixture(version)).toContain('INSERT INTO');
});

for (let version = 1; version < LATEST; version++)
  test(`a populated file of version ${version} is backed up, migrated, and keeps its content`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'store-test-'));
    const file = join(folder, 'studio.db');
    const old = connect(file);
    old.exec(fixture(version));
    old.close();
    const { db, opened } = openStore({ file, now: NOW });
    expect(opened).toEqual({ problem: null, interrupted: 1 });
    expect(versionOf(db)).toBe(LATEST);
    const fresh = connect(':memory:');
    migrate(fresh);
    expect(schemaOf(db)).toEqual(schemaOf(fresh));
    expectContent(db);
    if (version >= 2) {
      expect(code.codeLoad(db, { lesson: lessonId('step-07') })).toEqual({ 'variable.ts': 'mine' });
      expect(progress.progressList(db)).toMatchObject([{ lesson: 'step-07', section: 2, solved: true }]);
    }
    db.close();
    // What the migration sealed is found whole at the next start.
    const again = openStore({ file, now: NOW });
    expect(again.opened).toEqual({ problem: null, interrupted: 0 });
    again.db.close();
    const backups = readdirSync(join(folder, 'backups'));
    expect(backups).toEqual([`studio-before-v${version + 1}-2026-03-01T09-00-00-000Z.db`]);
    const backup = connect(join(folder, 'backups', backups[0]!), { readonly: true });
    expect(versionOf(backup)).toBe(version);
    expect(backup.prepare('SELECT count(*) AS n FROM run').get()).toEqual({ n: 2 });
    backup.close();
    rmSync(folder, { recursive: true });
  });

test('a run that was damaged before version 5 is still found damaged after it', () => {
  const db = connect(':memory:');
  db.exec(fixture(4));
  db.exec("UPDATE run SET title = 'changed by a flipped bit' WHERE id = 'first'");
  migrate(db);
  expect(() => runs.runGet(db, { run: runId('first') })).toThrow('damaged');
  expect(repairRows(db, NOW)).toBe(1);
  expect(runs.runGet(db, { run: runId('first') }).environment).toHaveProperty('damaged', NOW);
});

test('a migration that fails leaves its version behind untouched', () => {
  const db = connect(':memory:');
  migrate(db, 1);
  db.exec('CREATE TABLE setting (in_the_way TEXT)');
  const before = schemaOf(db);
  expect(() => migrate(db)).toThrow('already exists');
  expect(versionOf(db)).toBe(1);
  expect(schemaOf(db)).toEqual(before);
});

test('hot queries use their indexes and sort nothing', () => {
  const db = connect(':memory:');
  migrate(db);
  const cases: [string, number, RegExp][] = [
    [runs.LIST_LIVE, 0, /run USING INDEX run_live/],
    [runs.LIST_BINNED, 0, /run USING INDEX run_binned/],
    [runs.GET, 1, /SEARCH run USING INDEX sqlite_autoindex_run_1/],
    [runs.RUN_FILES, 1, /SEARCH run_file USING INDEX/],
    [changes.RUNNING, 0, /run USING (COVERING )?INDEX run_running/],
    [changes.STATE, 1, /SEARCH run USING INDEX sqlite_autoindex_run_1/],
    [changes.TAGS, 0, /run_tag USING COVERING INDEX run_tag_name/],
    [bin.BINNED, 0, /run USING (COVERING )?INDEX run_binned/],
    [bin.CHUNKS_OF_RUN, 1, /SEARCH c USING (COVERING )?INDEX checkpoint_run/],
    [parts.ORIGIN, 1, /SEARCH run_origin USING INDEX/],
    [parts.DATA, 1, /SEARCH run_data USING INDEX/],
    [summaries.SUMMARY, 2, /SEARCH run_metric USING INDEX/],
    [observations.NAMES, 2, /SEARCH observation USING COVERING INDEX observation_series/],
    [observations.SERIES, 3, /SEARCH observation USING COVERING INDEX observation_series/],
    [observations.OBSERVED, 1, /SEARCH observation USING COVERING INDEX observation_series/],
    [observations.NEXT, 1, /SEARCH observation USING INTEGER PRIMARY KEY/],
    [metrics.BLOCKS, 2, /SEARCH metric_block USING INDEX metric_block_curve/],
    [metrics.TAIL_BLOCK, 2, /SEARCH metric_block USING INDEX metric_block_curve/],
    [metrics.BLOCK, 1, /SEARCH metric_block USING INTEGER PRIMARY KEY/],
    [pyramid.LEVELS.whole, 2, /SEARCH metric_pyramid USING INDEX metric_pyramid_curve/],
    [pyramid.LEVELS.parts, 2, /SEARCH metric_pyramid USING INDEX metric_pyramid_curve/],
    [pyramid.NEXT, 1, /SEARCH metric_pyramid USING INTEGER PRIMARY KEY/],
    [metrics.NEXT_BLOCK, 1, /SEARCH metric_block USING INTEGER PRIMARY KEY/],
    [curves.METRIC_NAMES, 1, /SEARCH run_metric USING COVERING INDEX/],
    [checkpoints.KEPT_CHECKPOINTS, 1, /SEARCH f USING COVERING INDEX run_fork/],
    [checkpoints.LIST_CHECKPOINTS, 1, /SEARCH checkpoint USING INDEX checkpoint_run/],
    [DROP_ORPHAN, 1, /SEARCH u USING COVERING INDEX checkpoint_chunk_use/],
    [code.LATEST_VERSION, 2, /SEARCH file_version USING INDEX file_version_place/],
    [code.HISTORY, 2, /SEARCH file_version USING INDEX file_version_place/],
    [code.FILES, 1, /SEARCH file USING INDEX/],
    [code.HUNG, 1, /SEARCH running_cell USING INDEX/]
  ];
  for (const [sql, params, expected] of cases) {
    const plan = planOf(db, sql, params);
    expect(plan, sql).toMatch(expected);
    expect(plan, sql).not.toMatch(/SCAN (?!run USING|run_tag USING COVERING)|TEMP B-TREE FOR ORDER BY/);
  }
});
