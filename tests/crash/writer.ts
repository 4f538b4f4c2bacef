/**
 * The process that is killed: writes runs, metrics, checkpoints and hand-ins through the real client and worker, without end, and
 * prints a line for each only after the store has acknowledged it. Arguments: worker bundle, database, prefix of ids, seed.
 */
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { CheckpointId } from '@ipc/ids.ts';
import type { ImportedRun } from '@ipc/store.ts';
import { StoreClient } from '../../src/main/store-client/store-client.ts';
import { checkpoint, newRun, noise, NOW, rows } from '../../src/store/testing/samples.ts';

/** Fewer than the store keeps of a run, so that each acknowledged one must be there. */
const CHECKPOINTS_A_RUN = 8;
const ROWS = 50;

const [workerFile = '', file = '', prefix = '', seed = '1'] = process.argv.slice(2);
const say = (...words: (string | number)[]): void => void writeSync(1, `${words.join(' ')}\n`);

/** What the test compares: everything that a resumed run would read. */
export const fingerprint = (state: string, arrays: readonly { name: string; bytes: Uint8Array }[]): string => {
  const hash = createHash('sha256').update(state);
  for (const { name, bytes } of arrays) hash.update(name).update(bytes);
  return hash.digest('hex');
};

async function write(): Promise<never> {
  const store = new StoreClient(workerFile);
  await store.ask('open', { file, now: NOW });
  say('opened');
  const shared = noise(40_000, Number(seed));
  for (let r = 0; ; r++) {
    const run = newRun(`${prefix}-${r}`);
    await store.ask('runCreate', run);
    say('run', run.id);
    for (let c = 0; c < CHECKPOINTS_A_RUN; c++) {
      if (c % 2 === 1) {
        await store.ask('runImport', handIn(`${prefix}-${r}-${c}-in`, r));
        say('import', `${prefix}-${r}-${c}-in`, ROWS * 20);
      }
      const values = Array.from({ length: ROWS }, (_, i) => Math.sin(c * ROWS + i));
      await store.ask('metricsAppend', { run: run.id, rows: rows('loss', c * ROWS, values) });
      say('rows', run.id, (c + 1) * ROWS);
      // Now and then larger than a message, so that it travels in parts.
      const changing = noise(c === 3 ? 1_300_000 : 30_000, Number(seed) + r * 100 + c);
      const saved = checkpoint(`${prefix}-${r}-${c}`, run.id, c * ROWS, { shared, changing });
      await store.ask('checkpointSave', saved);
      say('checkpoint', saved.id satisfies CheckpointId, fingerprint(saved.state, saved.arrays));
    }
    await store.ask('runFinish', { run: run.id, status: 'finished', seconds: 1, error: null });
    say('finished', run.id);
  }
}

/** What the reader of hand-ins gives: a run with a long curve and a checkpoint, written in one transaction. */
const handIn = (id: string, r: number): ImportedRun => {
  const { run: _, retention: __, ...saved } = checkpoint(`${id}-c`, id, 5, { W: noise(60_000, r + 1) });
  return {
    run: newRun(id),
    status: 'finished',
    seconds: 1,
    error: null,
    notes: '',
    tags: ['class'],
    rows: rows(
      'loss',
      0,
      Array.from({ length: ROWS * 20 }, (_, i) => Math.sin(i))
    ),
    data: [],
    observations: [],
    checkpoint: saved,
    origin: { pseudonym: 'quiet-otter-52', handIn: id, importedAt: NOW }
  };
};

if (workerFile !== '') void write();
