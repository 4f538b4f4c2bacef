/** The handlers that the store answers, on a real store without a thread; what they answer is parsed by the contract. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sink } from '@ipc/envelope.ts';
import { runs } from '@ipc/runs.ts';
import { DEFAULT_SETTINGS, settings, type Settings } from '@ipc/settings.ts';
import { checkpoint, lessonId, newRun, noise, NOW, rows, runId } from '../../store/testing/samples.ts';
import { Store } from '../../store/verbs.ts';
import type { AskStore } from '../store-client/store-client.ts';
import { codeHandlers } from './code.ts';
import { runsHandlers } from './runs.ts';
import { settingsHandlers } from './settings.ts';

let raw: Store;
let store: AskStore;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handlers-'));
  raw = new Store();
  store = { ask: (verb, input) => raw.handle(verb, input) };
  await store.ask('open', { file: ':memory:', now: NOW });
});
afterEach(() => {
  raw.close();
  rmSync(folder, { recursive: true });
});

const runsWith = (filePath: string | null) =>
  runsHandlers({
    store,
    now: () => NOW,
    showSaveDialog: () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' }),
    showOpenDialog: () => Promise.resolve({ canceled: filePath === null, filePaths: filePath ? [filePath] : [] })
  });

test('answers of the runs namespace match the contract', async () => {
  await store.ask('runCreate', newRun('a'));
  await store.ask('metricsAppend', { run: runId('a'), rows: rows('loss', 0, [1, NaN]) });
  await store.ask('checkpointSave', checkpoint('c', 'a', 2, { W: noise(100, 1) }));
  const handlers = runsWith(null);
  const { verbs } = runs;
  expect(v.is(verbs.list.output, await handlers.list({ deleted: false }))).toBe(true);
  expect(v.is(verbs.get.output, await handlers.get({ run: runId('a') }))).toBe(true);
  expect(v.is(verbs.curves.output, await handlers.curves({ runs: [runId('a')], names: [], points: 10 }))).toBe(true);
  await handlers.remove({ runs: [runId('a')] });
  expect(await handlers.list({ deleted: true })).toMatchObject([{ id: 'a', deletedAt: NOW }]);
});

test('exported curves read back: quoted titles, every digit, NaN', async () => {
  const title = 'lr 0.2, "best"\nrun 첫째';
  const values = [0.1 + 0.2, NaN, -0, Infinity, 1e-300];
  await store.ask('runCreate', newRun('a', { title }));
  await store.ask('metricsAppend', { run: runId('a'), rows: rows('loss', 0, values) });
  await store.ask('runCreate', newRun('empty'));
  const path = join(folder, 'curves.csv');
  expect(await runsWith(path).exportCurves({ runs: [runId('a'), runId('empty')] })).toEqual({ saved: true });
  const [head, ...lines] = parseCsv(readFileSync(path, 'utf8'));
  expect(head).toEqual(['run', 'title', 'name', 'step', 'value', 'time']);
  expect(lines.map((line) => line.slice(0, 3))).toEqual(values.map(() => ['a', title, 'loss']));
  expect(lines.map((line) => Number(line[3]))).toEqual([0, 1, 2, 3, 4]);
  expect(lines.map((line) => Number(line[4]))).toEqual(values);
  expect(lines.map((line) => Number(line[5]))).toEqual([0, 0.01, 0.02, 0.03, 0.04]);
});

test('a cancelled export writes nothing; a failed one leaves the file that was there', async () => {
  expect(await runsWith(null).exportCurves({ runs: [] })).toEqual({ saved: false });
  const path = join(folder, 'curves.csv');
  writeFileSync(path, 'mine');
  await expect(runsWith(path).exportCurves({ runs: [runId('gone')] })).rejects.toMatchObject({ code: 'not-found' });
  expect(readFileSync(path, 'utf8')).toBe('mine');
  expect(readdirSync(folder)).toEqual(['curves.csv']);
});

test('settings: defaults, partial changes, broadcast, values that are no longer admitted', async () => {
  await store.ask('settingsSet', { theme: 'neon', motion: 'full', gone: 1 });
  const changes: Settings[] = [];
  const handlers = settingsHandlers({ store, onChange: (all) => changes.push(all) });
  const seen: Settings[] = [];
  let close = (): void => undefined;
  const sink: Sink<Settings> = {
    send: (all) => void seen.push(all),
    end: () => undefined,
    fail: () => undefined,
    onClose: (listener) => (close = listener)
  };
  handlers.watch(null, sink);
  expect(await handlers.get(null)).toEqual({ ...DEFAULT_SETTINGS, motion: 'full' });
  // As the router does: parsed by the contract, which must not fill in defaults for what is not changed.
  await handlers.set(v.parse(settings.verbs.set.input, { language: 'ko' }));
  const expected = { ...DEFAULT_SETTINGS, motion: 'full', language: 'ko' };
  expect(seen).toEqual([expected]);
  expect(changes).toEqual([expected]);
  close();
  expect(await handlers.set({ speed: 2 })).toEqual({ ...expected, speed: 2 });
  expect(seen).toHaveLength(1);
});

test('code: a reset keeps what it overwrites', async () => {
  const handlers = codeHandlers({ store, now: () => NOW });
  const place = { lesson: lessonId('step-07'), file: 'variable.ts' };
  await handlers.save({ ...place, source: 'mine', reason: 'typed' });
  await handlers.save({ ...place, source: 'start', reason: 'reset' });
  expect(await handlers.load({ lesson: place.lesson })).toEqual({ 'variable.ts': 'start' });
  const history = await handlers.history(place);
  expect(history.map((version) => version.reason)).toEqual(['reset', 'typed']);
  expect(await handlers.version({ id: history[1]!.id })).toBe('mine');
});

/** RFC 4180, written apart from what writes it. */
function parseCsv(text: string): string[][] {
  const found: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === '' && line.length === 0 && !plain) break;
    line.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') {
      found.push(line);
      line = [];
    }
  }
  return found;
}
