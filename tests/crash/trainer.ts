/**
 * The process that is killed while it trains: a thread trains, main's own Recording writes through the real client and
 * worker, and a line is printed for each checkpoint only after it was committed. Arguments: bundles of the store worker and
 * of the training thread, database.
 */
import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { CellEvent, CheckpointData } from '@runtime/cell-events.ts';
import { Recording } from '../../src/main/engine-host/recording.ts';
import { StoreClient } from '../../src/main/store-client/store-client.ts';
import { newRun, NOW, RETENTION } from '../../src/store/testing/samples.ts';

const [storeWorker = '', trainThread = '', file = ''] = process.argv.slice(2);
const say = (...words: (string | number)[]): void => void writeSync(1, `${words.join(' ')}\n`);

async function train(): Promise<void> {
  const store = new StoreClient(storeWorker);
  await store.ask('open', { file, now: NOW });
  say('opened');
  const { id: _, seed: __, config: ___, resumable: ____, startedAt: _____, ...facts } = newRun('');
  const recording: Recording = new Recording(store, facts, RETENTION, {
    recorded: () => undefined,
    checkpointed: (id, step) => say('checkpoint', id, step, recording.run ?? ''),
    failed: (error) => say('failed', error.message)
  });
  const thread = new Worker(trainThread);
  thread.on('message', (message: { event?: CellEvent; checkpoint?: CheckpointData; error?: unknown }) => {
    const { event, checkpoint, error } = message;
    if (event?.kind === 'recording') recording.start(event);
    if (event?.kind === 'metrics') recording.metrics(event.rows);
    if (checkpoint) recording.checkpoint(checkpoint);
    // It should have been killed before: this is seen as a failure.
    if (error !== undefined) process.exit(1);
  });
}

if (storeWorker !== '') await train();
