/**
 * Flipped bits in the database and in its log (FLIPS of each; 60, and 200 in npm run test:crash), beside those in a hand-in
 * (hand-in.test.ts): the store opens each time, and what it then reads of runs, metrics and checkpoints is what was written, or the damage is told.
 */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunDetail } from '@ipc/runs.ts';
import { checkpoint, newRun, noise, NOW, rows } from '../../src/store/testing/samples.ts';
import { Store } from '../../src/store/verbs.ts';

const FLIPS = Number(process.env['FLIPS'] ?? 60);
let folder: string;
let written: Record<string, string>;

/** A database with what was committed later still in its log, as a process that was killed leaves it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'flips-'));
  const live = join(folder, 'live');
  mkdirSync(live);
  const store = new Store();
  await store.handle('open', { file: join(live, 'studio.db'), now: NOW });
  await fill(store, 'a', 6);
  store.close();
  await store.handle('open', { file: join(live, 'studio.db'), now: NOW });
  await fill(store, 'b', 6);
  cpSync(live, join(folder, 'killed'), { recursive: true });
  written = await contentOf(store);
  store.close();
  cpSync(live, join(folder, 'closed'), { recursive: true });
  expect(Object.keys(written).length).toBeGreaterThan(40);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function fill(store: Store, prefix: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const run = newRun(`${prefix}${i}`);
    await store.handle('runCreate', run);
    const values = Array.from({ length: 300 }, (_, k) => 1 / (k + i + 1));
    await store.handle('metricsAppend', { run: run.id, rows: rows('loss', 0, values) });
    await store.handle('checkpointSave', checkpoint(`c-${run.id}`, run.id, 5, { W: noise(3000, i + 1) }));
    await store.handle('runTag', { run: run.id, tags: ['first'] });
    await store.handle('runFinish', { run: run.id, status: 'finished', seconds: 1, error: null });
  }
}

/** What must not change unnoticed, by name; a refusal of the store to read it is its own text. */
async function contentOf(store: Store): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  const take = async (name: string, read: () => Promise<unknown>) => {
    content[name] = await read().then(
      (value) => JSON.stringify(value, plain),
      () => 'refused'
    );
  };
  const list = await store.handle('runList', { deleted: false });
  for (const { id, metrics } of list) {
    content[`summary ${id}`] = JSON.stringify(metrics, plain);
    await take(`run ${id}`, async () => sealed(await store.handle('runGet', { run: id })));
    await take(`curve ${id}`, () => store.handle('curves', { runs: [id], names: [], points: 10_000 }));
    for (const { id: of } of await store.handle('checkpointList', { run: id }))
      await take(`checkpoint ${of}`, () => store.handle('checkpointLoad', { id: of }));
  }
  return content;
}

const plain = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array
    ? Buffer.from(value).toString('base64')
    : typeof value === 'number'
      ? String(value)
      : value;

function sealed(run: RunDetail): unknown {
  const { tags: _, ...rest } = run;
  return rest;
}

async function flip(from: string, name: string, seed: number): Promise<string[]> {
  const into = join(folder, 'flipped');
  const unnoticed: string[] = [];
  for (let n = 0; n < FLIPS; n++) {
    rmSync(into, { recursive: true, force: true });
    mkdirSync(into);
    for (const end of ['', '-wal']) {
      const file = join(folder, from, `studio.db${end}`);
      if (end === '' || from === 'killed') copyFileSync(file, join(into, `studio.db${end}`));
    }
    const bytes = readFileSync(join(into, name));
    const at = Math.floor(((n + 0.5 + jitter(seed + n)) / FLIPS) * bytes.length) % bytes.length;
    const bit = n % 8;
    bytes[at]! ^= 1 << bit;
    writeFileSync(join(into, name), bytes);
    const store = new Store();
    const { problem } = await store.handle('open', { file: join(into, 'studio.db'), now: NOW });
    const content = await contentOf(store);
    store.close();
    if (problem) continue;
    for (const key of new Set([...Object.keys(written), ...Object.keys(content)]))
      if (content[key] !== written[key] && content[key] !== 'refused') unnoticed.push(`byte ${at} bit ${bit}: ${key}`);
  }
  return unnoticed;
}

/** From -0.5 to 0.5, the same each time. */
const jitter = (seed: number): number => (noise(1, seed * 7919 + 1)[0] ?? 0) / 255 - 0.5;

test('a copy without a flip is read as it was written', async () => {
  for (const from of ['closed', 'killed']) {
    const into = join(folder, `copy-${from}`);
    cpSync(join(folder, from), into, { recursive: true });
    const store = new Store();
    expect((await store.handle('open', { file: join(into, 'studio.db'), now: NOW })).problem).toBeNull();
    expect(await contentOf(store)).toEqual(written);
    store.close();
  }
});

test(`${FLIPS} flips in the database`, { timeout: 120_000 }, async () => {
  expect(await flip('closed', 'studio.db', 1)).toEqual([]);
});

test(`${FLIPS} flips in the log`, { timeout: 120_000 }, async () => {
  expect(await flip('killed', 'studio.db-wal', 2)).toEqual([]);
});
