/** Hand-ins out of one store and into another, and what is refused. */
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { beforeEach, expect, it } from 'vitest';
import { checkpoint, newRun, noise, NOW, rows, runId } from '../../store/testing/samples.ts';
import { Store } from '../../store/verbs.ts';
import type { Sink } from '@ipc/envelope.ts';
import type { Inspected, UploadId } from '@ipc/packs.ts';
import { OpenedFiles } from '../app/opened-files.ts';
import { packsHandlers } from '../ipc/packs.ts';
import type { AskStore } from '../store-client/store-client.ts';
import { Desk, type AskDesk } from './desk.ts';
import { readHandIn } from './hand-in-read.ts';
import { writeHandIn } from './hand-in-write.ts';
import { collect, toImport } from './handing-in.ts';
import { LIMITS } from './limits.ts';
import { PackError } from './pack-error.ts';
import { makePseudonym } from './pseudonym.ts';
import { Uploads } from './uploads.ts';

async function openStore(): Promise<AskStore> {
  const store = new Store();
  await store.handle('open', { file: ':memory:', now: NOW });
  return { ask: (verb, input) => store.handle(verb, input) };
}

let store: AskStore;
let file: Uint8Array;
const wish = { run: runId('a'), pseudonym: 'quiet-otter-52', checkpoint: true, notes: false };

beforeEach(async () => {
  store = await openStore();
  await store.ask('runCreate', newRun('a'));
  await store.ask('metricsAppend', { run: runId('a'), rows: rows('loss', 0, [3, NaN, 1, Infinity]) });
  await store.ask('observationsAppend', {
    run: runId('a'),
    observations: [{ kind: 'ratio', name: 'l1/W', step: 2, time: 0.1, value: NaN }]
  });
  await store.ask('dataAdd', { run: runId('a'), data: { name: 'x', sha256: 'ab'.repeat(32), rows: 10 } });
  await store.ask('checkpointSave', checkpoint('c', 'a', 4, { W: noise(1000, 3), b: noise(8, 4) }));
  await store.ask('runNote', { run: runId('a'), notes: 'my name is …' });
  await store.ask('runTag', { run: runId('a'), tags: ['sgd', '첫째'] });
  await store.ask('runFinish', { run: runId('a'), status: 'finished', seconds: 2, error: null });
  file = writeHandIn(await collect(store, wish, { app: '1.0.0', at: NOW }));
});

const handlers = (of: AskStore, opened = new OpenedFiles()) =>
  packsHandlers({
    opened,
    uploads: new Uploads(),
    report: (_what, error) => expect.fail(String(error)),
    store: of,
    now: () => NOW,
    app: '1.0.0',
    desk: deskHere(),
    showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' })
  });

/** The desk on this thread. */
function deskHere(): AskDesk {
  const desk = new Desk();
  return { ask: (verb, input) => Promise.resolve(desk.handle(verb, input)) };
}

/** Sends a file in parts of 300 bytes, as the page does with larger ones. */
async function send({ begin, part, inspect }: ReturnType<typeof handlers>, bytes: Uint8Array) {
  const begun = await begin({ file: 'a.dzrun', bytes: bytes.length });
  if (!begun.ok) return begun;
  for (let at = 0; at < bytes.length; at += 300)
    await part({ upload: begun.upload as UploadId, bytes: bytes.slice(at, at + 300) });
  return inspect({ upload: begun.upload as UploadId });
}
const problemOf = (bytes: Uint8Array): string => {
  try {
    readHandIn(bytes);
    return 'none';
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return error.problem;
  }
};

it('reads files that are opened with the app, one after the other, and says which cannot be', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'opened-'));
  writeFileSync(join(folder, 'good.dzrun'), file);
  writeFileSync(join(folder, 'bad.dzrun'), noise(500, 1));
  truncateSync(join(folder, 'bad.dzrun'), 400);
  const large = openSync(join(folder, 'large.dzrun'), 'w');
  ftruncateSync(large, LIMITS.fileBytes + 1);
  closeSync(large);
  const opened = new OpenedFiles();
  const names = ['good', 'bad', 'large', 'gone'].map((name) => join(folder, `${name}.dzrun`));
  opened.add(names);
  const found: Inspected[] = [];
  const all = new Promise<void>((done) => {
    const send = (one: Inspected) => void (found.push(one) === names.length && done());
    handlers(store, opened).opened(null, { send, onClose: () => undefined } as unknown as Sink<Inspected>);
  });
  await all;
  expect(found.map((one) => [one.file, one.ok ? one.preview.pseudonym : one.problem])).toEqual([
    ['good.dzrun', 'quiet-otter-52'],
    ['bad.dzrun', 'not-a-hand-in'],
    ['large.dzrun', 'too-large'],
    ['gone.dzrun', 'unreadable']
  ]);
  rmSync(folder, { recursive: true });
});

it('carries a run from one store to another, once, marked with its origin', async () => {
  const other = await openStore();
  const there = handlers(other);
  const { commit } = there;
  const found = await send(there, file);
  expect(found).toMatchObject({
    ok: true,
    known: false,
    preview: { pseudonym: 'quiet-otter-52', title: 'Run a', steps: 4, notes: '', checkpoint: { step: 4, bytes: 1008 } }
  });
  expect(await other.ask('runList', { deleted: false })).toEqual([]);
  if (!found.ok) throw new Error('not read');
  const [done] = await commit({ tokens: [found.token] });
  expect(done).toMatchObject({ added: true });
  const run = runId(done!.run);
  expect(await other.ask('runGet', { run })).toMatchObject({
    title: 'quiet-otter-52 · Run a',
    files: newRun('a').files,
    config: newRun('a').config,
    status: 'finished',
    tags: ['sgd', '첫째'],
    notes: '',
    data: [{ name: 'x', rows: 10 }],
    origin: { pseudonym: 'quiet-otter-52', importedAt: NOW }
  });
  const [curve] = await other.ask('curves', { runs: [run], names: [], points: 10 });
  expect(curve?.value).toEqual([3, NaN, 1, Infinity]);
  const kind = 'ratio' as const;
  expect(await other.ask('observations', { run, kind, name: null, most: 10 })).toMatchObject([{ value: NaN, step: 2 }]);
  const [kept] = await other.ask('checkpointList', { run });
  const loaded = await other.ask('checkpointLoad', { id: kept!.id });
  expect([...loaded.arrays[0]!.bytes]).toEqual([...noise(1000, 3)]);

  const again = await send(there, file);
  expect(again).toMatchObject({ ok: true, known: true });
  if (!again.ok) throw new Error('not read');
  expect(await commit({ tokens: [again.token] })).toMatchObject([{ run, added: false }]);
  expect(await other.ask('runList', { deleted: false })).toHaveLength(1);
  await expect(commit({ tokens: [again.token] })).rejects.toMatchObject({ code: 'not-found' });
});

it('writes all of a run or, where a part of it is refused, nothing', async () => {
  const other = await openStore();
  const input = toImport(readHandIn(file), NOW);
  const broken = { ...input, rows: [{ ...input.rows[0]!, name: null as unknown as string }] };
  await expect(other.ask('runImport', broken)).rejects.toThrow();
  expect(await other.ask('runList', { deleted: false })).toEqual([]);
  expect(await other.ask('runImport', input)).toBe(true);
});

it('takes no more bytes of a file than were announced, and reads only a whole one', async () => {
  const { begin, part, inspect } = handlers(store);
  const start = async (bytes: number): Promise<UploadId> => {
    const begun = await begin({ file: 'a.dzrun', bytes });
    if (!begun.ok) throw new Error(begun.detail);
    return begun.upload as UploadId;
  };
  expect(await begin({ file: 'a.dzrun', bytes: LIMITS.fileBytes + 1 })).toMatchObject({ problem: 'too-large' });
  const short = await start(10);
  await part({ upload: short, bytes: new Uint8Array(9) });
  await expect(async () => inspect({ upload: short })).rejects.toMatchObject({ code: 'bad-input' });
  const long = await start(10);
  expect(() => part({ upload: long, bytes: new Uint8Array(11) })).toThrow(/more bytes/);
  expect(() => part({ upload: long, bytes: new Uint8Array(1) })).toThrow(/no longer/);
  const oldest = await start(1);
  for (let i = 0; i < LIMITS.uploads; i++) await start(1);
  expect(() => part({ upload: oldest, bytes: new Uint8Array(1) })).toThrow(/no longer/);
});

it('leaves notes and the checkpoint out unless they are wished for', async () => {
  const less = readHandIn(writeHandIn(await collect(store, { ...wish, checkpoint: false }, { app: '1', at: NOW })));
  expect(less.checkpoint).toBeNull();
  expect((await collect(store, { ...wish, notes: true }, { app: '1', at: NOW })).run.notes).toContain('my name');
});

it('refuses what is no hand-in, has changed, is too much, or comes from a newer version', () => {
  const parts = unzipSync(file);
  const repacked = (change: Record<string, Uint8Array | null>): Uint8Array =>
    zipSync(
      Object.fromEntries(Object.entries({ ...parts, ...change }).filter(([, bytes]) => bytes)) as Record<
        string,
        Uint8Array
      >
    );
  const manifest = JSON.parse(Buffer.from(parts['manifest.json']!).toString()) as Record<string, unknown>;
  const withManifest = (change: object) =>
    repacked({ 'manifest.json': Buffer.from(JSON.stringify({ ...manifest, ...change })) });
  expect(problemOf(noise(1000, 1))).toBe('not-a-hand-in');
  expect(problemOf(new Uint8Array())).toBe('not-a-hand-in');
  expect(problemOf(zipSync({ 'a.txt': noise(3, 1) }))).toBe('not-a-hand-in');
  expect(problemOf(repacked({}))).toBe('none');
  expect(problemOf(repacked({ 'run.json': null }))).toBe('damaged');
  expect(problemOf(repacked({ 'extra.json': noise(3, 1) }))).toBe('damaged');
  expect(problemOf(repacked({ 'run.json': Buffer.from('{}') }))).toBe('damaged');
  expect(problemOf(withManifest({ pseudonym: 'somebody else' }))).toBe('damaged');
  expect(problemOf(withManifest({ version: 99 }))).toBe('from-the-future');
  for (const name of [
    '../up.txt',
    '/root.txt',
    'a/../b',
    'c:\\x',
    '.hidden',
    'a/b/c/d/e.txt',
    '한.txt',
    'x'.repeat(200)
  ])
    expect(problemOf(repacked({ [name]: noise(3, 1) })), name).toBe('bad-content');
  // 130 MB of zeros in 130 kB: refused by what it says before memory is taken.
  expect(problemOf(zipSync({ 'bomb.bin': new Uint8Array(130 << 20) }))).toBe('too-large');
});

it('makes names that say nothing', () => {
  expect(makePseudonym((below) => below - 1)).toBe('wise-wren-99');
  expect(makePseudonym()).toMatch(/^[a-z]+-[a-z]+-\d\d$/);
});
