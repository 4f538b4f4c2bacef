import { beforeEach, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { AppError } from '@ipc/errors.ts';
import { LessonId } from '@ipc/ids.ts';
import type { StoreVerb } from '@ipc/store.ts';
import { unpackTrace } from './kept-trace.ts';
import { Recording, type RunFacts } from './recording.ts';

const facts: RunFacts = {
  lesson: v.parse(LessonId, 'neural-network'),
  title: 'A run',
  entry: 'cells/1-train.ts',
  files: {},
  device: 'cpu',
  deviceName: 'a processor',
  environment: { app: '1' },
  parent: null,
  parentCheckpoint: null,
  again: null
};
const kernels = { set: 'strict', threads: 2 } as const;
const row = (step: number) => ({ name: 'loss', step, value: 1, time: 0 });

let asked: { verb: StoreVerb; input: Record<string, unknown> }[];
let heard: string[];
let fail: StoreVerb | null;
let failure: Error;
let recording: Recording;

beforeEach(() => {
  asked = [];
  heard = [];
  fail = null;
  failure = new Error('no room');
  const store = {
    ask: (verb: StoreVerb, input: unknown) => {
      asked.push({ verb, input: input as Record<string, unknown> });
      return verb === fail ? Promise.reject(failure) : Promise.resolve(null as never);
    }
  };
  recording = new Recording(
    store,
    facts,
    { last: 5, every: 0 },
    {
      recorded: () => heard.push('recorded'),
      checkpointed: (_id, step) => heard.push(`checkpointed ${step}`),
      failed: (error) => heard.push(`failed: ${error.message}`)
    }
  );
});

it('writes the row, then metrics, checkpoints and the end, in order', async () => {
  recording.start({ seed: 3, config: { lr: 0.1 }, resumable: true, kernels });
  recording.start({ seed: 4, config: {}, resumable: true, kernels });
  recording.metrics([row(0)]);
  recording.metrics([row(1)]);
  recording.checkpoint({ step: 2, reason: 'auto', state: '{}', arrays: [] });
  recording.metrics([row(2)]);
  await recording.finish('finished', 1.5, null);
  expect(asked.map(({ verb }) => verb)).toEqual([
    'runCreate',
    'metricsAppend',
    'checkpointSave',
    'metricsAppend',
    'runFinish'
  ]);
  const environment = { app: '1', kernels: 'strict', threads: '2' };
  expect(asked[0]!.input).toMatchObject({ seed: 3, config: { lr: 0.1 }, title: 'A run', environment });
  expect(asked[1]!.input.rows).toHaveLength(2);
  expect(new Set(asked.map(({ verb, input }) => (verb === 'runCreate' ? input.id : input.run))).size).toBe(1);
  expect(heard).toEqual(['recorded', 'checkpointed 2']);
});

it('writes nothing for a cell that records nothing', async () => {
  recording.metrics([row(0)]);
  await recording.finish('finished', 1, null);
  expect(asked).toEqual([]);
});

it('says once when a write fails, and leaves it at that', async () => {
  fail = 'checkpointSave';
  recording.start({ seed: 0, config: {}, resumable: true, kernels });
  recording.checkpoint({ step: 1, reason: 'auto', state: '{}', arrays: [] });
  recording.checkpoint({ step: 2, reason: 'auto', state: '{}', arrays: [] });
  await recording.finish('finished', 1, null);
  expect(heard).toEqual(['recorded', 'failed: no room']);
  expect(asked.map(({ verb }) => verb)).toEqual(['runCreate', 'checkpointSave']);
});

it('keeps metrics in memory while the disk is full, says so once, and writes them when there is room', async () => {
  fail = 'metricsAppend';
  failure = new AppError('disk-full', 'the disk is full');
  recording.start({ seed: 0, config: {}, resumable: true, kernels });
  recording.metrics([row(0)]);
  recording.checkpoint({ step: 1, reason: 'auto', state: '{}', arrays: [] });
  recording.metrics([row(1)]);
  recording.checkpoint({ step: 2, reason: 'auto', state: '{}', arrays: [] });
  await vi.waitFor(() => expect(heard).toContain('checkpointed 2'));
  fail = null;
  recording.metrics([row(2)]);
  await recording.finish('finished', 1, null);
  expect(heard.filter((one) => one.startsWith('failed'))).toEqual(['failed: the disk is full']);
  const written = asked.filter(({ verb }) => verb === 'metricsAppend').at(-1);
  expect((written.input.rows as { step: number }[]).map(({ step }) => step)).toEqual([0, 1, 2]);
});

it('writes a batch at once when it is large, and observations, data sets and the trace beside', async () => {
  recording.start({ seed: 0, config: {}, resumable: true, kernels });
  recording.metrics(Array.from({ length: 5000 }, (_, i) => row(i)));
  recording.data({ name: 'x', sha256: 'ab', rows: 3 });
  recording.observed([{ kind: 'ratio', name: 'W', step: 1, time: 0, value: NaN }]);
  recording.trace([{ kind: 'printed', at: null, cell: null, text: 'hello' }]);
  await recording.finish('finished', 1, null);
  expect(asked.map(({ verb }) => verb)).toEqual([
    ...['runCreate', 'metricsAppend', 'dataAdd', 'observationsAppend', 'traceSave', 'runFinish']
  ]);
  const { bytes } = asked[4]!.input as unknown as { bytes: Uint8Array };
  expect(await unpackTrace(bytes)).toEqual({
    first: [{ kind: 'printed', at: null, cell: null, text: 'hello' }],
    last: []
  });
});
