import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { SHARE } from './budget.ts';
import { histogram } from './histogram.ts';
import { runCell, type Ran } from './testing/run.ts';

const sha256 = (parts: readonly Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const observed = ({ events }: Ran) => events.flatMap((event) => (event.kind === 'observed' ? event.observations : []));

const TRAINING = `import { M, F, nd, random, optimizers, run } from 'dezero';
const x = random.rand(20, 1);
const y = nd.sin(x);
const model = new M.MLP([5, 1]);
const optimizer = new optimizers.SGD(0.1).setup(model);
run.data({ x, y });
for (const i of run.steps(60, { model, optimizer })) {
  const loss = F.meanSquaredError(y, model.call(x));
  model.clearGrads();
  loss.backward();
  optimizer.update();
  run.log({ loss });
}`;

/** Each look at the clock is 5 ms later than the last, so that 300 ms pass in a few steps. */
const clock = () => {
  let now = 0;
  return () => (now += 5);
};

it('observes a training without changing a number of it', async () => {
  const alone = await runCell(TRAINING);
  const seen = await runCell(TRAINING, {}, { sha256, engineHost: { now: clock() } });
  expect(observed(alone)).toEqual([]);
  const values = (ran: Ran) =>
    ran.events.flatMap((event) => (event.kind === 'metrics' ? event.rows : [])).map((row) => row.value);
  expect(values(seen)).toEqual(values(alone));
  const all = observed(seen);
  expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['histogram', 'ratio']));
  expect(new Set(all.map(({ name }) => name))).toEqual(new Set(['l0/W', 'l0/b', 'l1/W', 'l1/b']));
  for (const one of all) {
    if (one.kind === 'histogram')
      expect(one.counts.reduce((a, b) => a + b)).toBe({ 'l0/W': 5, 'l0/b': 5, 'l1/W': 5, 'l1/b': 1 }[one.name]);
    if (one.kind === 'ratio' && one.name === 'l0/W') expect(one.value).toBeGreaterThan(0);
  }
  expect(SHARE).toBeLessThanOrEqual(0.03);
});

it('names a data set by its bytes', async () => {
  const hashes = async (source: string) =>
    (await runCell(source, {}, { sha256 })).events.flatMap((event) => (event.kind === 'data' ? [event] : []));
  const cell = (x: string) => `import { nd, run } from 'dezero';\nrun.data({ x: nd.array(${x}) }, 'points');`;
  const [one] = await hashes(cell('[[1, 2], [3, 4], [5, 6]]'));
  expect(one).toMatchObject({ name: 'points', rows: 3 });
  expect(await hashes(cell('[[1, 2], [3, 4], [5, 6]]'))).toEqual([one]);
  expect((await hashes(cell('[[1, 2], [3, 4], [5, 7]]')))[0]?.sha256).not.toBe(one?.sha256);
});

it('shows samples and confusion, the last one always', async () => {
  const ran = await runCell(
    `import { nd, run } from 'dezero';
for (const i of run.steps(3)) {
  run.samples('test', nd.array([[1, 2], [3, 4]]), { labels: ['cat', 'dog'], predicted: nd.array([0, i]) });
  run.confusion('test', [0, 1, 1], [0, 1, i % 2]);
}`,
    {},
    { engineHost: { now: () => 0 } }
  );
  expect(ran.error).toBeNull();
  const all = observed(ran);
  expect(all.map(({ kind, step }) => `${kind} ${step}`)).toEqual([
    'samples 0',
    'confusion 0',
    'samples 2',
    'confusion 2'
  ]);
  expect(all[0]).toMatchObject({
    items: [
      { shape: [2], data: [1, 2], label: 'cat', predicted: '0' },
      { shape: [2], data: [3, 4], label: 'dog', predicted: '0' }
    ]
  });
  expect(all[1]).toMatchObject({ classes: ['0', '1'], counts: [1, 0, 1, 1] });
});

it('explains wrong use', async () => {
  const message = async (line: string) =>
    (await runCell(`import { nd, run } from 'dezero';\n${line}`, {}, { sha256 })).error?.message;
  expect(await message("run.confusion('t', [0, 1], [0])")).toContain('got 2 and 1');
  expect(await message("run.confusion('t', [0.5], [0])")).toContain('whole numbers from 0; got 0.5');
  expect(await message("run.samples('t', 5)")).toContain('a row for each sample');
  expect(await message('run.data(5 > 3)')).toContain('run.data({ x, t })');
});

it('counts what is not finite apart', () => {
  const found = histogram([1, 2, 3, NaN, Infinity]);
  expect(found).toMatchObject({ low: 1, high: 3, mean: 2, notFinite: 2 });
  expect(found.counts.reduce((a, b) => a + b)).toBe(3);
  expect(histogram([NaN])).toMatchObject({ mean: NaN, notFinite: 1 });
  expect(histogram([4, 4]).counts[0]).toBe(2);
});
