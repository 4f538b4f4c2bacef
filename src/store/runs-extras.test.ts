/** Tags, bin, colours, views, observations, bands, trace, verdicts, retention and going back to a backup. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { Backup } from '@ipc/backups.ts';
import type { Observation } from '@ipc/observations.ts';
import type { View } from '@ipc/runs.ts';
import { backupFolder, KEEP_DAYS } from './backup.ts';
import { retire, type Kept } from './queries/retention.ts';
import { checkpoint, checkpointId, newRun, noise, NOW, rows, runId } from './testing/samples.ts';
import { Store } from './verbs.ts';

let store: Store;
const a = runId('a');
beforeEach(async () => {
  store = new Store();
  await store.handle('open', { file: ':memory:', now: NOW });
  await store.handle('runCreate', newRun('a'));
});
const listed = async () => (await store.handle('runList', { deleted: false })).map((run) => run.id);

test('tags are replaced, listed once, and go with their run', async () => {
  await store.handle('runCreate', newRun('b'));
  await store.handle('runTag', { run: a, tags: ['sgd', '첫째', 'sgd'] });
  await store.handle('runTag', { run: runId('b'), tags: ['sgd'] });
  expect(await store.handle('tagList', null)).toEqual(['sgd', '첫째']);
  await store.handle('runTag', { run: a, tags: ['adam'] });
  expect((await store.handle('runGet', { run: a })).tags).toEqual(['adam']);
  await expect(store.handle('runTag', { run: runId('x'), tags: [] })).rejects.toMatchObject({ code: 'not-found' });
});

test('deleting for good takes only what is in the bin, and the chunks that nobody else uses', async () => {
  await store.handle('runCreate', newRun('b'));
  const shared = noise(500, 1);
  await store.handle('checkpointSave', checkpoint('ca', 'a', 1, { shared, own: noise(500, 2) }));
  await store.handle('checkpointSave', checkpoint('cb', 'b', 1, { shared }));
  expect(await store.handle('runPurge', { runs: [a] })).toBe(0);
  await store.handle('runRemove', { runs: [a], now: NOW });
  expect(await store.handle('runPurge', { runs: null })).toBe(1);
  expect(await listed()).toEqual(['b']);
  expect(await store.handle('runList', { deleted: true })).toEqual([]);
  await store.handle('checkpointLoad', { id: checkpointId('cb') });
  await expect(store.handle('checkpointLoad', { id: checkpointId('ca') })).rejects.toMatchObject({ code: 'not-found' });
});

test('a colour stays with its run, whatever comes and goes', async () => {
  await store.handle('runCreate', newRun('b'));
  await store.handle('runRemove', { runs: [a], now: NOW });
  await store.handle('runPurge', { runs: null });
  await store.handle('runCreate', newRun('c'));
  const colors = async () => (await store.handle('runList', { deleted: false })).map((run) => [run.id, run.color]);
  await store.handle('runRecolor', { run: runId('c'), color: 7 });
  expect(Object.fromEntries(await colors())).toEqual({ b: null, c: 7 });
  expect((await store.handle('runGet', { run: runId('c') })).color).toBe(7);
  await store.handle('runRecolor', { run: runId('c'), color: null });
  expect(Object.fromEntries(await colors())).toEqual({ b: null, c: null });
});

test('views are kept by id', async () => {
  const view: View = { id: 'v' as View['id'], name: '비교', runs: [a], options: '{"log":true}', at: NOW };
  await store.handle('viewSave', { ...view, name: 'before' });
  await store.handle('viewSave', view);
  expect(await store.handle('viewList', null)).toEqual([view]);
  await store.handle('viewRemove', { id: view.id });
  expect(await store.handle('viewList', null)).toEqual([]);
});

test('observations come back bit for bit, spread over the run where there are many', async () => {
  const ratios = Array.from({ length: 100 }, (_, step): Observation => {
    const value = step === 50 ? NaN : step === 51 ? -0 : Math.sin(step);
    return { kind: 'ratio', name: 'l1/W', step, time: step / 10, value };
  });
  const histogram = {
    name: 'l1/W',
    step: 3,
    time: 0.1,
    low: -1,
    high: 1,
    counts: [1, 2],
    mean: NaN,
    std: 0,
    notFinite: 1
  };
  const both: Observation[] = [
    { kind: 'histogram', of: 'param', ...histogram },
    { kind: 'histogram', of: 'grad', ...histogram }
  ];
  await store.handle('observationsAppend', { run: a, observations: [...ratios, ...both] });
  const read = (kind: Observation['kind'], most: number) =>
    store.handle('observations', { run: a, kind, name: 'l1/W', most });
  expect(await read('ratio', 1000)).toEqual(ratios);
  expect((await read('ratio', 3)).map(({ step }) => step)).toEqual([0, 50, 99]);
  expect(await read('histogram', 10)).toEqual(expect.arrayContaining(both));
  expect((await store.handle('runGet', { run: a })).observed).toEqual([
    { kind: 'histogram', name: 'l1/W', count: 1 },
    { kind: 'ratio', name: 'l1/W', count: 100 }
  ]);
});

test('a band has low, high and mean of its buckets, and counts NaN instead of dropping it', async () => {
  await store.handle('metricsAppend', { run: a, rows: rows('loss', 0, [1, 3, NaN, NaN, 5, NaN, 7, -1]) });
  expect(await store.handle('bands', { runs: [a], names: [], buckets: 4, width: 1 })).toEqual([
    {
      ...{ run: 'a', name: 'loss', step: [0.5, 2.5, 4.5, 6.5], total: 8 },
      ...{ low: [1, NaN, 5, -1], high: [3, NaN, 5, 7], mean: [2, NaN, 5, 3], nans: [0, 2, 1, 0] },
      time: [0.005, 0.025, 0.045, 0.065].map((time) => expect.closeTo(time, 12) as number)
    }
  ]);
  expect((await store.handle('bands', { runs: [a], names: [], buckets: 100, width: 1 }))[0]!.step).toHaveLength(8);
});

test('a trace, data sets and a verdict hang on their run', async () => {
  await store.handle('runCreate', newRun('b', { again: a }));
  expect((await store.handle('runGet', { run: runId('b') })).again).toEqual({ run: 'a', verdict: null });
  const verdict = { kind: 'differs', name: 'loss', step: 3, was: NaN, is: Infinity } as const;
  await store.handle('verdictSave', { run: runId('b'), verdict });
  expect((await store.handle('runGet', { run: runId('b') })).again).toEqual({ run: 'a', verdict });
  await expect(store.handle('verdictSave', { run: a, verdict })).rejects.toThrow('repeats no other');
  await store.handle('traceSave', { run: a, events: 2, bytes: noise(9, 1) });
  expect(await store.handle('traceLoad', { run: a })).toEqual({ events: 2, bytes: noise(9, 1) });
  await store.handle('dataAdd', { run: a, data: { name: 'x', sha256: 'ab', rows: 3 } });
  expect(await store.handle('runGet', { run: a })).toMatchObject({
    trace: { events: 2, bytes: 9 },
    data: [{ name: 'x', sha256: 'ab', rows: 3 }]
  });
});

test('retention: first, last, newest best, by hand, every n-th and forked stay', () => {
  const kept = Array.from({ length: 60 }, (_, i): Kept => {
    const reason = i === 7 ? 'hand' : i === 20 || i === 33 ? 'best' : 'auto';
    return { id: `c${i + 1}`, step: i + 1, reason, forked: i === 11 ? 1 : 0 };
  });
  const gone = new Set(retire(kept, { last: 3, every: 20 }));
  const left = kept.filter(({ id }) => !gone.has(id)).map(({ step }) => step);
  expect(left).toHaveLength(16);
  expect(left).toEqual(expect.arrayContaining([1, 8, 12, 20, 34, 40, 58, 59, 60]));
  expect(retire(kept.slice(0, 10), { last: 3, every: 0 })).toEqual([]);
  const byHand = kept.map((row): Kept => ({ ...row, reason: 'hand' }));
  expect(retire(byHand, { last: 3, every: 0 })).toEqual([]);
});

test('going back to a backup sets the data aside; a damaged backup changes nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'restore-'));
  const file = join(folder, 'studio.db');
  await store.handle('open', { file, now: NOW });
  await store.handle('runCreate', newRun('a'));
  expect(await store.handle('backupIfDue', { now: NOW })).toBe(true);
  await store.handle('runCreate', newRun('later'));
  const [backup] = await store.handle('backupList', null);
  writeFileSync(join(backupFolder(file), 'studio-2026-01-01.db'), noise(5000, 1));
  const restore = (name: string) => store.handle('backupRestore', { name, now: NOW });
  await expect(restore('studio-2026-01-01.db')).rejects.toMatchObject({ code: 'store-damaged' });
  await expect(restore('../studio.db')).rejects.toMatchObject({ code: 'not-found' });
  expect(await listed()).toEqual(expect.arrayContaining(['a', 'later']));
  const { problem, aside } = await restore(backup!.name);
  expect(problem).toBeNull();
  expect(await listed()).toEqual(['a']);
  expect(existsSync(aside)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.startsWith('restore-'))).toEqual([]);
  store.close();
  rmSync(folder, { recursive: true });
});

test('a backup by hand is beside the daily one, and a later day does not rotate it away', async () => {
  await expect(store.handle('backupNow', { now: NOW })).rejects.toMatchObject({ code: 'store-read-only' });
  const folder = mkdtempSync(join(tmpdir(), 'by-hand-'));
  await store.handle('open', { file: join(folder, 'studio.db'), now: NOW });
  const made = await store.handle('backupNow', { now: NOW });
  expect(v.is(Backup, made)).toBe(true);
  for (let day = 1; day <= KEEP_DAYS + 1; day++)
    await store.handle('backupIfDue', { now: `2026-04-0${day}T09:00:00Z` });
  const list = await store.handle('backupList', null);
  expect(list.filter(({ kind }) => kind === 'by-hand')).toEqual([made]);
  expect(list.filter(({ kind }) => kind === 'daily')).toHaveLength(KEEP_DAYS);
  store.close();
  rmSync(folder, { recursive: true });
});

test('a full disk refuses a write with its code and leaves nothing half-written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'full-'));
  await store.handle('open', { file: join(folder, 'studio.db'), now: NOW });
  await store.handle('runCreate', newRun('a'));
  await store.handle('metricsAppend', { run: a, rows: rows('loss', 0, [1, 2]) });
  store.limitPages(60);
  const input = checkpoint('c', 'a', 9, { W: noise(2_000_000, 3) });
  await expect(store.handle('checkpointSave', input)).rejects.toMatchObject({ code: 'disk-full' });
  expect(await store.handle('runGet', { run: a })).toMatchObject({ steps: 2, checkpointList: [] });
  await store.handle('metricsAppend', { run: a, rows: rows('loss', 2, [3]) });
  store.close();
  expect((await store.handle('open', { file: join(folder, 'studio.db'), now: NOW })).problem).toBeNull();
  await store.handle('checkpointSave', input);
  store.close();
  rmSync(folder, { recursive: true });
});
