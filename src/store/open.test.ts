import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupFolder, backupIfDue, dailyBackups, KEEP_DAYS } from './backup.ts';
import { connect } from './database.ts';
import { openStore } from './open.ts';
import { checkpoint, checkpointId, lessonId, newRun, noise, NOW, rows, runId } from './testing/samples.ts';
import { Store } from './verbs.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-test-'));
  file = join(folder, 'data', 'studio.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** 40 runs with code, a long curve each, a checkpoint each; and what a learner has. */
async function filled(): Promise<void> {
  const store = new Store();
  await store.handle('open', { file, now: NOW });
  for (let i = 0; i < 40; i++) {
    await store.handle('runCreate', newRun(`r${i}`));
    await store.handle('metricsAppend', {
      run: runId(`r${i}`),
      rows: rows(
        'loss',
        0,
        Array.from({ length: 1500 }, (_, k) => 1 / (k + i + 1))
      )
    });
    await store.handle('checkpointSave', checkpoint(`c${i}`, `r${i}`, 5, { W: noise(5000, i + 1) }));
    await store.handle('runFinish', { run: runId(`r${i}`), status: 'finished', seconds: 1, error: null });
  }
  await store.handle('codeSave', { lesson: lessonId('l'), file: 'a.ts', source: 'mine', reason: 'typed', now: NOW });
  await store.handle('settingsSet', { theme: 'dark' });
  store.close();
}

test('a missing file is created, with its folders', () => {
  const { db, opened } = openStore({ file, now: NOW });
  expect(opened).toEqual({ problem: null, interrupted: 0 });
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  db.close();
  expect(existsSync(file)).toBe(true);
});

test('what was running when the file was left is interrupted or hung', async () => {
  const store = new Store();
  await store.handle('open', { file, now: NOW });
  await store.handle('runCreate', newRun('a'));
  await store.handle('metricsAppend', { run: runId('a'), rows: rows('loss', 0, [1, 2, 3]) });
  await store.handle('codeMarkRunning', { lesson: lessonId('l'), file: 'cells/1.ts' });
  store.close();
  expect(await store.handle('open', { file, now: NOW })).toEqual({ problem: null, interrupted: 1 });
  expect((await store.handle('runList', { deleted: false }))[0]).toMatchObject({
    status: 'interrupted',
    seconds: 0.02
  });
  expect(await store.handle('codeHung', { lesson: lessonId('l') })).toEqual(['cells/1.ts']);
  expect(await store.handle('open', { file, now: NOW })).toEqual({ problem: null, interrupted: 0 });
  store.close();
});

test('what is no database is set aside byte for byte, and the store is usable', async () => {
  mkdirSync(join(folder, 'data'));
  const junk = randomBytes(10_000);
  writeFileSync(file, junk);
  const store = new Store();
  const { problem } = await store.handle('open', { file, now: NOW });
  expect(problem).toEqual({ code: 'store-damaged', detail: `${file}.damaged-2026-03-01T09-00-00-000Z` });
  expect(readFileSync(problem!.detail).equals(junk)).toBe(true);
  await store.handle('runCreate', newRun('a'));
  store.close();
  expect((await store.handle('open', { file, now: NOW })).problem).toBeNull();
  store.close();
});

test("another program's database is set aside too", () => {
  mkdirSync(join(folder, 'data'));
  const other = connect(file);
  other.exec('CREATE TABLE note (x); INSERT INTO note VALUES (1)');
  other.close();
  const { db, opened } = openStore({ file, now: NOW });
  db.close();
  expect(opened.problem?.code).toBe('store-damaged');
});

test('of a file with destroyed pages the rest is recovered', async () => {
  await filled();
  const bytes = readFileSync(file);
  const page = bytes.readUInt16BE(16);
  const pages = bytes.length / page;
  // Beyond the schema's pages, every 12th page is overwritten.
  const destroyed = new Set<number>();
  for (let at = 30; at < pages; at += 12) {
    bytes.set(noise(page, at), at * page);
    destroyed.add(at);
  }
  writeFileSync(file, bytes);
  const store = new Store();
  const { problem } = await store.handle('open', { file, now: NOW });
  expect(problem?.code).toBe('store-damaged');
  const runs = await store.handle('runList', { deleted: false });
  const curves = await store.handle('curves', { runs: runs.map((run) => run.id), names: [], points: 10_000 });
  const recovered = curves.reduce((sum, curve) => sum + curve.total, 0);
  expect(destroyed.size).toBeGreaterThan(20);
  expect(runs.length).toBeGreaterThan(25);
  expect(recovered).toBeGreaterThan(0.3 * 40 * 1500);
  for (const curve of curves)
    for (const [i, step] of curve.step.entries())
      expect(curve.value[i]).toBe(1 / (step + Number(curve.run.slice(1)) + 1));
  for (const run of runs)
    for (const { id } of await store.handle('checkpointList', { run: run.id }))
      await store.handle('checkpointLoad', { id });
  store.close();
  expect((await store.handle('open', { file, now: NOW })).problem).toBeNull();
  store.close();
});

test('a backup fills what the damaged file lost', async () => {
  await filled();
  const { db } = openStore({ file, now: NOW });
  expect(await backupIfDue(db, backupFolder(file), NOW)).toBe(true);
  db.close();
  const bytes = readFileSync(file);
  bytes.fill(0, 0, 4096); // the first page: nothing of the file can be read
  writeFileSync(file, bytes);
  const store = new Store();
  expect((await store.handle('open', { file, now: NOW })).problem?.code).toBe('store-damaged');
  expect(await store.handle('runList', { deleted: false })).toHaveLength(40);
  expect(await store.handle('codeLoad', { lesson: lessonId('l') })).toEqual({ 'a.ts': 'mine' });
  expect(await store.handle('settingsGet', null)).toEqual({ theme: 'dark' });
  await store.handle('checkpointLoad', { id: checkpointId('c39') });
  store.close();
});

test('a changed byte in a row costs that row only, and is told once', async () => {
  await filled();
  const db = connect(file);
  db.prepare("UPDATE metric_block SET vals = zeroblob(length(vals)) WHERE run = 'r1' AND first_step = 0").run();
  db.prepare("UPDATE run SET config = '{broken' WHERE id = 'r2'").run();
  db.prepare("UPDATE run_file SET source = 'other' WHERE run = 'r3' AND name = 'variable.ts'").run();
  db.prepare(
    'UPDATE chunk SET bytes = zeroblob(length(bytes)) WHERE sha256 = (SELECT chunk FROM checkpoint_chunk WHERE checkpoint = ?)'
  ).run('c4');
  db.close();
  const store = new Store();
  expect((await store.handle('open', { file, now: NOW })).problem).toEqual({
    code: 'store-damaged',
    detail: `${file} (3)`
  });
  expect(await store.handle('curves', { runs: [runId('r1')], names: [], points: 10 })).toMatchObject([{ total: 476 }]);
  expect(await store.handle('runGet', { run: runId('r2') })).toMatchObject({
    config: {},
    environment: { damaged: NOW }
  });
  expect(await store.handle('runGet', { run: runId('r3') })).toMatchObject({ environment: { damaged: NOW } });
  await expect(store.handle('checkpointLoad', { id: checkpointId('c4') })).rejects.toMatchObject({
    code: 'store-damaged'
  });
  await store.handle('checkpointLoad', { id: checkpointId('c5') });
  expect((await store.handle('open', { file, now: NOW })).problem).toBeNull();
  store.close();
});

test('a file from the future is not touched; memory is used', async () => {
  await filled();
  const db = connect(file);
  db.pragma('user_version = 999');
  db.pragma('journal_mode = DELETE');
  db.close();
  const before = readFileSync(file);
  const store = new Store();
  expect((await store.handle('open', { file, now: NOW })).problem).toEqual({ code: 'store-future', detail: file });
  await store.handle('runCreate', newRun('a'));
  expect(await store.handle('runList', { deleted: false })).toHaveLength(1);
  store.close();
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(join(folder, 'data'))).toEqual(['studio.db']);
});

test('a folder that cannot be written: the app goes on in memory, told', async () => {
  writeFileSync(join(folder, 'plain-file'), '');
  const blocked = join(folder, 'plain-file', 'studio.db');
  const store = new Store();
  const { problem } = await store.handle('open', { file: blocked, now: NOW });
  expect(problem).toEqual({ code: 'store-read-only', detail: join(folder, 'plain-file') });
  await store.handle('runCreate', newRun('a'));
  expect(await store.handle('runList', { deleted: false })).toHaveLength(1);
  expect(await store.handle('backupIfDue', { now: NOW })).toBe(false);
  store.close();
});

test('one backup a day, checked, and only the last days are kept', async () => {
  await filled();
  const { db } = openStore({ file, now: NOW });
  const backups = backupFolder(file);
  for (let day = 1; day <= 10; day++) {
    const now = `2026-03-${String(day).padStart(2, '0')}T09:00:00.000Z`;
    expect(await backupIfDue(db, backups, now)).toBe(true);
    expect(await backupIfDue(db, backups, now)).toBe(false);
  }
  db.close();
  expect(dailyBackups(file, backups).map((path) => path.slice(-13, -3))).toEqual(
    Array.from({ length: KEEP_DAYS }, (_, i) => `2026-03-${String(10 - i).padStart(2, '0')}`)
  );
  expect(readdirSync(backups)).toHaveLength(KEEP_DAYS);
});

test('of a damaged file of an older version the rest is recovered, and no run is taken for damaged', async () => {
  mkdirSync(join(folder, 'data'));
  const old = connect(file);
  old.exec(readFileSync(join(import.meta.dirname, 'migrations/fixtures/0002.sql'), 'utf8'));
  old.pragma('journal_mode = DELETE');
  old.close();
  const bytes = readFileSync(file);
  // The page of an index is destroyed: no row is lost, but SQLite's check fails.
  const probe = connect(file, { readonly: true });
  const { rootpage } = probe.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'run_fork'").get() as {
    rootpage: number;
  };
  probe.close();
  bytes.fill(0xff, (rootpage - 1) * 4096, rootpage * 4096);
  writeFileSync(file, bytes);
  const store = new Store();
  expect((await store.handle('open', { file, now: NOW })).problem?.code).toBe('store-damaged');
  const { environment } = await store.handle('runGet', { run: runId('first') });
  expect(environment).toEqual({ app: '0.1.0' });
  expect(await store.handle('curves', { runs: [runId('first')], names: [], points: 9 })).toMatchObject([{ total: 4 }]);
  await store.handle('checkpointLoad', { id: checkpointId('c1') });
  store.close();
});
