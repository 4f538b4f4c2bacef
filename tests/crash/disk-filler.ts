/**
 * The process on a small disk that really fills up. It records a training until nothing fits any more, makes room and lets
 * the training end; then it fills the disk again and opens the store with no room at all. Prints what happened as one JSON
 * document. Arguments: bundle of the store worker, folder on the small disk.
 */
import { rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckpointId } from '@ipc/ids.ts';
import { AppError } from '@ipc/errors.ts';
import { Recording } from '../../src/main/engine-host/recording.ts';
import { StoreClient } from '../../src/main/store-client/store-client.ts';
import { newRun, noise, NOW, RETENTION, rows } from '../../src/store/testing/samples.ts';

const [worker = '', folder = ''] = process.argv.slice(2);
const file = join(folder, 'studio.db');
const MB = 1 << 20;

/** Files of ever smaller size, until not a byte is left; returns their names. */
function fillUp(): string[] {
  const names: string[] = [];
  for (let size = MB; size >= 1; size = size === 1 ? 0 : Math.max(1, size >> 3)) {
    for (;;) {
      const name = join(folder, `filler-${names.length}`);
      names.push(name);
      try {
        writeFileSync(name, new Uint8Array(size).fill(7));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        break;
      }
    }
  }
  return names;
}
const free = (names: readonly string[]): void => names.forEach((name) => rmSync(name, { force: true }));

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'ok';
  } catch (error) {
    return AppError.from(error).code;
  }
}

async function record(store: StoreClient): Promise<object> {
  const { id: _, seed: __, config: ___, resumable: ____, startedAt: _____, ...facts } = newRun('');
  const saved: CheckpointId[] = [];
  const failures: string[] = [];
  let told: () => void = () => undefined;
  const failed = new Promise<void>((done) => (told = done));
  const recording = new Recording(store, facts, RETENTION, {
    recorded: () => undefined,
    checkpointed: (id) => saved.push(id),
    failed: ({ code }) => {
      failures.push(code);
      told();
    }
  });
  const tenant = join(folder, 'tenant');
  writeFileSync(tenant, new Uint8Array(26 * MB).fill(7));
  recording.start({ seed: 0, config: {}, resumable: true, kernels: { set: 'strict', threads: 1 } });
  recording.metrics(
    rows(
      'loss',
      0,
      Array.from({ length: 6000 }, (_, i) => Math.sin(i))
    )
  );
  // By hand, so that they all stay: more than fits beside what else is on the disk, and less than the disk.
  for (let step = 0; step < 12; step++) {
    const bytes = noise(500_000, step + 1);
    recording.checkpoint({
      step,
      reason: 'hand',
      state: '{}',
      arrays: [{ name: 'W', dtype: 'uint8', shape: [bytes.length], bytes }]
    });
  }
  await failed;
  const fillers = fillUp();
  const readable = await Promise.all(saved.map((id) => codeOf(store.ask('checkpointLoad', { id }))));
  recording.metrics(
    rows(
      'loss',
      6000,
      Array.from({ length: 6000 }, (_, i) => Math.sin(6000 + i))
    )
  );
  // Longer than it waits with metrics: they have been tried, and held back.
  const run = recording.run ?? newRun('').id;
  const refused = await codeOf(
    store.ask('metricsAppend', { run, rows: rows('other', 0, new Array<number>(20_000).fill(1)) })
  );
  free([tenant, ...fillers]);
  await recording.finish('finished', 1, null);
  const [curve] = await store.ask('curves', { runs: [run], names: ['loss'], points: 100_000 });
  const whole = curve?.value.every((value, i) => value === Math.sin(i)) === true ? curve.total : 0;
  const { status } = await store.ask('runGet', { run });
  return { saved: saved.length, readable, failures, refused, whole, status };
}

async function main(): Promise<void> {
  const store = new StoreClient(worker);
  await store.ask('open', { file, now: NOW });
  const recorded = await record(store);
  await store.ask('runCreate', newRun('left-running'));
  await store.close();

  const fillers = fillUp();
  const full = (await store.ask('open', { file, now: NOW })).problem?.code ?? null;
  const listed = (await store.ask('runList', { deleted: false })).length;
  await store.close();
  free(fillers);
  const { problem } = await store.ask('open', { file, now: NOW });
  const list = (await store.ask('runList', { deleted: false })).map(({ status }) => status).sort();
  await store.close();
  writeSync(1, JSON.stringify({ ...recorded, full, listed, problem, list }));
}

if (worker !== '') await main();
