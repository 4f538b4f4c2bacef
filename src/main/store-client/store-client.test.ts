import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleTool } from '../../../scripts/lib/bundle.mjs';
import { checkpoint, newRun, noise, NOW, rows, runId } from '../../store/testing/samples.ts';
import { AppError } from '@ipc/errors.ts';
import { StoreClient } from './store-client.ts';

let folder: string;
let worker: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'client-'));
  worker = await bundleTool('src/store/store-worker.ts', 'store-client-test', { format: 'cjs' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('asks through a real worker; codes of errors arrive; a large checkpoint travels in parts', async () => {
  const file = join(folder, 'a.db');
  const store = new StoreClient(worker);
  expect(await store.ask('open', { file, now: NOW })).toEqual({ problem: null, interrupted: 0 });
  await store.ask('runCreate', newRun('a'));
  await expect(store.ask('runGet', { run: runId('gone') })).rejects.toMatchObject({
    name: 'AppError',
    code: 'not-found'
  });
  const saved = checkpoint('c', 'a', 7, { W: noise(3_000_000, 1), empty: new Uint8Array(), b: noise(10, 2) });
  await store.ask('checkpointSave', saved);
  expect(saved.arrays[0]!.bytes.length).toBe(3_000_000); // the caller's bytes are still its own
  const loaded = await store.ask('checkpointLoad', { id: saved.id });
  expect(loaded.arrays.map((array, i) => Buffer.compare(array.bytes, saved.arrays[i]!.bytes))).toEqual([0, 0, 0]);
  await store.ask('metricsAppend', { run: runId('a'), rows: rows('loss', 0, [1, NaN]) });
  const [curve] = await store.ask('curves', { runs: [runId('a')], names: [], points: 10 });
  expect(curve!.value).toEqual([1, NaN]);
  expect(await store.ask('backupIfDue', { now: NOW })).toBe(true);
  await store.close();
  await store.close();

  const again = new StoreClient(worker);
  expect(await again.ask('open', { file, now: NOW })).toEqual({ problem: null, interrupted: 1 });
  await again.close();
});

test('without a worker the request fails with a sentence instead of waiting for ever', async () => {
  const store = new StoreClient(join(folder, 'missing.cjs'));
  await expect(store.ask('open', { file: ':memory:', now: NOW })).rejects.toThrow('its thread ended');
});

test('after its thread has died, the next request opens the same file in a new one', async () => {
  const file = join(folder, 'mortal.cjs');
  // Answers with the number of requests that this thread has had, and dies of `runList`.
  writeFileSync(
    file,
    `const { parentPort } = require('node:worker_threads');
     let count = 0;
     parentPort.on('message', ({ id, verb }) => {
       if (verb === 'runList') process.exit(3);
       parentPort.postMessage({ id, ok: true, value: verb + ++count });
     });`
  );
  const store = new StoreClient(file);
  expect(await store.ask('open', { file, now: NOW })).toBe('open1');
  await expect(store.ask('runList', { deleted: false })).rejects.toThrow('its thread ended (exit 3)');
  expect(await Promise.all([store.ask('progressList', null), store.ask('settingsGet', null)])).toEqual([
    'progressList2',
    'settingsGet3'
  ]);
  await store.close();
});

test('closing during a backup ends both', async () => {
  const store = new StoreClient(worker);
  await store.ask('open', { file: join(folder, 'b.db'), now: NOW });
  await store.ask('runCreate', newRun('a'));
  await store.ask('checkpointSave', checkpoint('c', 'a', 1, { W: noise(20_000_000, 1) }));
  const backup = store.ask('backupIfDue', { now: NOW }).catch((error: unknown) => error);
  await store.close();
  expect(await backup).toBeInstanceOf(AppError);
  const again = new StoreClient(worker);
  expect(await again.ask('open', { file: join(folder, 'b.db'), now: NOW })).toEqual({ problem: null, interrupted: 1 });
  expect(await again.ask('backupIfDue', { now: NOW })).toBe(true);
  await again.close();
});
