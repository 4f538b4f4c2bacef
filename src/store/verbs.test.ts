import { beforeEach, expect, test } from 'vitest';
import { checkpoint, checkpointId, lessonId, newRun, noise, NOW, RETENTION, rows, runId } from './testing/samples.ts';
import { KEEP } from './queries/retention.ts';
import { Store } from './verbs.ts';

let store: Store;
beforeEach(async () => {
  store = new Store();
  expect(await store.handle('open', { file: ':memory:', now: NOW })).toEqual({ problem: null, interrupted: 0 });
});

test('a run is read back as it was written', async () => {
  const input = newRun('a', { parent: runId('gone'), parentCheckpoint: checkpointId('gone-too') });
  await store.handle('runCreate', input);
  await store.handle('metricsAppend', { run: input.id, rows: rows('loss', 0, [3, 1, 2]) });
  await store.handle('runFinish', { run: input.id, status: 'failed', seconds: 1.5, error: 'a sentence' });
  await store.handle('runNote', { run: input.id, notes: '메모' });
  await store.handle('runRename', { run: input.id, title: 'new' });
  const { title: _, again: __, ...same } = input;
  expect(await store.handle('runGet', { run: input.id })).toEqual({
    ...same,
    title: 'new',
    status: 'failed',
    seconds: 1.5,
    steps: 3,
    error: 'a sentence',
    notes: '메모',
    metrics: { loss: { last: 2, best: 1 } },
    checkpoints: 0,
    checkpointList: [],
    tags: [],
    color: null,
    origin: null,
    again: null,
    data: [],
    observed: [],
    trace: null,
    deletedAt: null
  });
});

test('what is not there is said with its name', async () => {
  const gone = runId('gone');
  await expect(store.handle('runGet', { run: gone })).rejects.toMatchObject({ code: 'not-found' });
  await expect(store.handle('runRename', { run: gone, title: 'x' })).rejects.toThrow('there is no run gone');
  await expect(store.handle('metricsAppend', { run: gone, rows: [] })).rejects.toMatchObject({ code: 'not-found' });
  await expect(store.handle('checkpointLoad', { id: checkpointId('x') })).rejects.toMatchObject({ code: 'not-found' });
  await expect(store.handle('codeVersion', { id: 7 })).rejects.toMatchObject({ code: 'not-found' });
  await expect(new Store().handle('runList', { deleted: false })).rejects.toThrow('before it was opened');
});

test('the list is newest first, and the bin keeps what is removed', async () => {
  await store.handle('runCreate', newRun('old', { startedAt: '2026-01-01T00:00:00.000Z' }));
  await store.handle('runCreate', newRun('new'));
  const ids = async (deleted: boolean) => (await store.handle('runList', { deleted })).map((run) => run.id);
  expect(await ids(false)).toEqual(['new', 'old']);
  await store.handle('runRemove', { runs: [runId('new')], now: NOW });
  await store.handle('runRemove', { runs: [runId('new')], now: '2027-01-01T00:00:00.000Z' });
  expect(await ids(false)).toEqual(['old']);
  expect((await store.handle('runList', { deleted: true }))[0]).toMatchObject({ id: 'new', deletedAt: NOW });
  await store.handle('runRestore', { runs: [runId('new')] });
  expect(await ids(true)).toEqual([]);
});

test('metrics keep every bit: NaN, infinities, minus zero, and last and best over appends', async () => {
  await store.handle('runCreate', newRun('a'));
  const append = (from: number, values: number[]) =>
    store.handle('metricsAppend', { run: runId('a'), rows: rows('loss', from, values) });
  await append(0, [NaN]);
  expect((await store.handle('runList', { deleted: false }))[0]!.metrics).toEqual({ loss: { last: NaN, best: NaN } });
  await append(1, [2, -0, Infinity]);
  await append(4, [NaN, 1]);
  await append(6, [NaN]);
  const [curve] = await store.handle('curves', { runs: [runId('a')], names: [], points: 100 });
  expect(curve).toEqual({
    run: 'a',
    name: 'loss',
    step: [0, 1, 2, 3, 4, 5, 6],
    value: [NaN, 2, -0, Infinity, NaN, 1, NaN],
    time: [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06],
    total: 7
  });
  expect((await store.handle('runList', { deleted: false }))[0]).toMatchObject({
    steps: 7,
    metrics: { loss: { last: NaN, best: 0 } }
  });
  await append(7, [Infinity]);
  expect((await store.handle('runList', { deleted: false }))[0]!.metrics['loss']!.last).toBe(Infinity);
});

test('appends fill blocks, and names choose curves', async () => {
  await store.handle('runCreate', newRun('a'));
  for (let from = 0; from < 5000; from += 77)
    await store.handle('metricsAppend', {
      run: runId('a'),
      rows: [
        ...rows(
          'loss',
          from,
          Array.from({ length: 77 }, (_, i) => from + i)
        ),
        ...rows('accuracy', from, [1])
      ]
    });
  const [curve, ...others] = await store.handle('curves', { runs: [runId('a')], names: ['loss'], points: 100_000 });
  expect(others).toEqual([]);
  expect(curve!.step).toEqual(Array.from({ length: 5005 }, (_, i) => i));
  expect(curve!.value).toEqual(curve!.step);
  const [thinned] = await store.handle('curves', { runs: [runId('a')], names: ['loss'], points: 50 });
  expect(thinned!.step.length).toBeLessThanOrEqual(50);
  expect(thinned).toMatchObject({ total: 5005 });
});

test('a checkpoint is read back; equal bytes are stored once; orphans go', async () => {
  await store.handle('runCreate', newRun('a'));
  const big = noise(2_500_000, 3);
  const saved = checkpoint('c', 'a', 10, { W: big, same: big, empty: new Uint8Array() });
  await store.handle('checkpointSave', saved);
  const loaded = await store.handle('checkpointLoad', { id: saved.id });
  expect({ ...loaded, arrays: loaded.arrays.map((x) => x.name) }).toEqual({
    run: 'a',
    step: 10,
    reason: 'auto',
    state: saved.state,
    arrays: ['W', 'same', 'empty']
  });
  for (const [i, array] of loaded.arrays.entries()) expect(Buffer.compare(array.bytes, saved.arrays[i]!.bytes)).toBe(0);
  expect(await store.handle('checkpointList', { run: runId('a') })).toMatchObject([
    { id: 'c', bytes: 5_000_000, step: 10 }
  ]);
});

test('a checkpoint in parts is the same; too few or too many bytes are refused', async () => {
  await store.handle('runCreate', newRun('a'));
  const { arrays, ...head } = checkpoint('c', 'a', 1, { x: noise(10, 1), y: noise(5, 2) });
  const id = head.id;
  const begin = () =>
    store.handle('checkpointBegin', { ...head, arrays: arrays.map((x) => ({ ...x, bytes: x.bytes.length })) });
  await begin();
  await store.handle('checkpointPart', { id, bytes: arrays[0]!.bytes });
  await expect(store.handle('checkpointCommit', { id })).rejects.toThrow('15 bytes, 10 were sent');
  await begin();
  await store.handle('checkpointPart', { id, bytes: arrays[0]!.bytes });
  await store.handle('checkpointPart', { id, bytes: arrays[1]!.bytes });
  await expect(store.handle('checkpointPart', { id, bytes: noise(1, 1) })).rejects.toThrow('more were sent');
  await store.handle('checkpointCommit', { id });
  expect((await store.handle('checkpointLoad', { id })).arrays.map((x) => [...x.bytes])).toEqual(
    arrays.map((x) => [...x.bytes])
  );
});

test('of many checkpoints the first, the last, the forked and a spread stay', async () => {
  await store.handle('runCreate', newRun('a'));
  await store.handle('runCreate', newRun('fork', { parent: runId('a'), parentCheckpoint: checkpointId('c3') }));
  for (let step = 1; step <= 100; step++)
    await store.handle('checkpointSave', checkpoint(`c${step}`, 'a', step, { W: noise(64, step) }));
  const kept = (await store.handle('checkpointList', { run: runId('a') })).map((x) => x.step);
  expect(kept.length).toBe(KEEP);
  expect(kept.slice(-RETENTION.last)).toEqual([96, 97, 98, 99, 100]);
  expect(kept).toEqual(expect.arrayContaining([1, 3]));
  expect(kept.filter((step) => step > 10 && step < 90).length).toBeGreaterThan(4);
  for (const step of kept) await store.handle('checkpointLoad', { id: checkpointId(`c${step}`) });
});

test('typing is one version for a while; what is overwritten stays', async () => {
  const place = { lesson: lessonId('step-07'), file: 'variable.ts' };
  const at = (second: number) => new Date(Date.parse(NOW) + second * 1000).toISOString();
  const save = (second: number, source: string, reason: 'typed' | 'run' | 'reset' | 'solution' | 'restored') =>
    store.handle('codeSave', { ...place, source, reason, now: at(second) });
  await save(0, 'a', 'typed');
  await save(10, 'ab', 'typed');
  await save(20, 'abcdefgh', 'typed');
  await save(21, 'abcdefgh', 'run');
  await save(30, 'abcdefghi', 'typed');
  await save(31, 'x', 'typed'); // a large deletion is not merged into what it deletes
  await save(40, 'start', 'reset');
  await save(41, 'solved', 'solution');
  await save(41, 'solved', 'typed');
  const history = await store.handle('codeHistory', place);
  const sources = await Promise.all(history.map(({ id }) => store.handle('codeVersion', { id })));
  expect(history.map((version, i) => [version.reason, sources[i], version.bytes])).toEqual([
    ['solution', 'solved', 6],
    ['reset', 'start', 5],
    ['typed', 'x', 1],
    ['typed', 'abcdefghi', 9],
    ['run', 'abcdefgh', 8]
  ]);
  expect(await store.handle('codeLoad', place)).toEqual({ 'variable.ts': 'solved' });
});

test('marks of running cells: ended ones go, hung ones stay', async () => {
  const place = { lesson: lessonId('step-07'), file: 'cells/1-a.ts' };
  await store.handle('codeMarkRunning', place);
  expect(await store.handle('codeHung', place)).toEqual([]);
  await store.handle('codeMarkEnded', { ...place, hung: true });
  expect(await store.handle('codeHung', place)).toEqual(['cells/1-a.ts']);
  await store.handle('codeMarkRunning', place);
  await store.handle('codeMarkEnded', { ...place, hung: false });
  expect(await store.handle('codeHung', place)).toEqual([]);
});

test('progress and settings are replaced by key', async () => {
  const progress = {
    lesson: lessonId('step-07'),
    section: 2,
    solved: true,
    answered: false,
    attempts: 3,
    hintsSeen: 1,
    at: NOW
  };
  await store.handle('progressSave', { ...progress, section: 0 });
  await store.handle('progressSave', progress);
  expect(await store.handle('progressList', null)).toEqual([progress]);
  await store.handle('settingsSet', { theme: 'dark', speed: 2 });
  await store.handle('settingsSet', { speed: 0.5 });
  expect(await store.handle('settingsGet', null)).toEqual({ speed: 0.5, theme: 'dark' });
});
