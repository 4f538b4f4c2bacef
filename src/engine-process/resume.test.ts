/**
 * Resuming gives the numbers of a run that never stopped, bit for bit, on the way of a real checkpoint: out of the runtime in
 * parts, through the recording into a database, and back. The network is step 48's: spirals, 300 epochs, shuffled batches.
 */
import { expect, it } from 'vitest';
import { runCell, type Ran } from '../runtime/testing/run.ts';
import { CheckpointParts } from '../main/engine-host/checkpoint-parts.ts';
import { Recording } from '../main/engine-host/recording.ts';
import { verdictOf } from '../main/engine-host/verdict.ts';
import { lessonId, NOW } from '../store/testing/samples.ts';
import { Store } from '../store/verbs.ts';
import type { CheckpointId, RunId } from '@ipc/ids.ts';
import type { CheckpointData } from '@runtime/cell-events.ts';
import { CheckpointSender } from './checkpoint-sender.ts';

const SPIRALS = `import { M, F, nd, random, optimizers, run } from 'dezero';
const { epochs, batchSize, hidden, lr } = run.config({ epochs: 300, batchSize: 30, hidden: 10, lr: 1 });
random.seed(1984);
const points = [];
const labels = [];
for (let c = 0; c < 3; c++)
  for (let i = 0; i < 100; i++) {
    const radius = i / 100;
    const angle = c * 4 + 4 * radius + 0.2 * random.randn(1).item();
    points.push([radius * Math.sin(angle), radius * Math.cos(angle)]);
    labels.push(c);
  }
const x = nd.array(points);
const t = nd.array(labels, 'int32');
const model = new M.MLP([hidden, 3]);
const optimizer = new optimizers.SGD(lr).setup(model);
for (const epoch of run.steps(epochs, { model, optimizer, best: 'loss', every: 100 })) {
  const order = random.permutation(300);
  let sum = 0;
  for (let i = 0; i < 10; i++) {
    const batch = nd.array(order.toFlat().slice(i * batchSize, (i + 1) * batchSize), 'int32');
    const loss = F.softmaxCrossEntropy(model.call(x.get(batch)), t.get(batch));
    model.clearGrads();
    loss.backward();
    optimizer.update();
    sum += loss.data.item() * batchSize;
  }
  run.log({ loss: sum / 300 });
}`;

const facts = {
  lesson: lessonId('step-48'),
  title: 'Spirals',
  entry: 'cells/1-test.ts',
  files: {},
  device: 'cpu' as const,
  deviceName: 'a processor',
  environment: {},
  parent: null,
  parentCheckpoint: null,
  again: null
};

/** Records what a cell told, as main does. */
async function record(store: Store, ran: Ran): Promise<RunId> {
  const ask = { ask: store.handle.bind(store) };
  const failures: unknown[] = [];
  const saved: CheckpointId[] = [];
  const recording = new Recording(
    ask,
    facts,
    { last: 5, every: 0 },
    {
      recorded: () => undefined,
      checkpointed: (id) => saved.push(id),
      failed: (error) => failures.push(error)
    }
  );
  for (const event of ran.events) {
    if (event.kind === 'recording') recording.start(event);
    if (event.kind === 'metrics') recording.metrics(event.rows);
  }
  for (const data of ran.checkpoints) recording.checkpoint(transported(data));
  await recording.finish('finished', 1, null);
  expect(failures).toEqual([]);
  expect(saved).toHaveLength(ran.checkpoints.length);
  return recording.run!;
}

function transported(data: CheckpointData): CheckpointData {
  const parts = new CheckpointParts();
  const arrived: CheckpointData[] = [];
  const take = (done: CheckpointData | null) => done && arrived.push(done);
  const sender = new CheckpointSender((message) => {
    if (message.kind === 'checkpoint') take(parts.begin(message));
    if (message.kind === 'part') take(parts.add(message.bytes));
  });
  sender.send(data);
  for (let i = 0; arrived.length === 0 && i < 100; i++) sender.partReceived();
  return arrived[0]!;
}

const rowsOf = (ran: Ran) => ran.events.flatMap((event) => (event.kind === 'metrics' ? event.rows : []));

it('goes on in the middle of step 48 as if it had never stopped', { timeout: 60_000 }, async () => {
  const store = new Store();
  await store.handle('open', { file: ':memory:', now: NOW });
  const straight = await runCell(SPIRALS);
  expect(straight.error).toBeNull();
  const run = await record(store, straight);
  const checkpoints = await store.handle('checkpointList', { run });
  expect(new Set(checkpoints.map(({ reason }) => reason))).toEqual(new Set(['auto', 'best', 'end']));
  const middle = checkpoints.find(({ step }) => step === 100)!;
  const { reason, state, step, arrays } = await store.handle('checkpointLoad', { id: middle.id });
  const resumed = await runCell(SPIRALS, { resume: { reason, state, step, arrays }, seed: 5 });
  expect(rowsOf(resumed).map((row) => row.value)).toEqual(
    rowsOf(straight)
      .slice(100)
      .map((row) => row.value)
  );
  // When a best one is sent depends on the clock; the end is the end.
  const end = ({ checkpoints: all }: Ran) => all.find((one) => one.reason === 'end');
  expect(end(resumed)).toEqual(end(straight));
  expect(rowsOf(straight).at(-1).value).toBeLessThan(0.3);

  const again = await record(store, await runCell(SPIRALS));
  const curves = (of: RunId) => store.handle('curves', { runs: [of], names: [], points: 1000 });
  expect(verdictOf(await curves(run), await curves(again))).toEqual({ kind: 'identical' });
  store.close();
});
