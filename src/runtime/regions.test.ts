import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { Observation } from '@ipc/observations.ts';
import type { Regions } from './observation.ts';
import { CELLS, pointsIn } from './regions.ts';
import { nd } from '../engine/index.ts';
import { runCell, type Ran } from './testing/run.ts';

const sha256 = (parts: readonly Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const regionsOf = ({ events }: Ran): Regions[] =>
  events
    .flatMap((event) => (event.kind === 'observed' ? event.observations : []))
    .filter((one) => one.kind === 'regions');
const losses = (ran: Ran) =>
  ran.events.flatMap((event) => (event.kind === 'metrics' ? event.rows : [])).map((row) => row.value);

/** Two classes, left and right of a line; dropout takes random numbers, and the forward pass prints. */
const training = (data: string) => `import { D, L, M, F, nd, random, optimizers, run } from 'dezero';
const x = random.rand(60, 2);
const t = nd.array(x.toFlat().filter((_, i) => i % 2 === 0).map((one) => (one > 0.5 ? 1 : 0)), 'int32');
class Net extends M.Model {
  constructor() { super(); this.a = new L.Linear(8); this.b = new L.Linear(2); }
  forward(x) { console.log(x.shape); return this.b.call(F.dropout(F.sigmoid(this.a.call(x)), 0.2)); }
}
const model = new Net();
const optimizer = new optimizers.SGD(1).setup(model);
${data}
for (const i of run.steps(100, { model, optimizer })) {
  const loss = F.softmaxCrossEntropy(model.call(x), t);
  model.clearGrads();
  loss.backward();
  optimizer.update();
  run.log({ loss });
}`;

/** Each look at the clock is 30 ms later than the last. */
const clock = () => {
  let now = 0;
  return () => (now += 30);
};

it('looks at a classifier of points without changing a number or a print of its training', async () => {
  const cell = training('run.data({ x, t });');
  const alone = await runCell(cell);
  const seen = await runCell(cell, {}, { sha256, engineHost: { now: clock() } });
  expect(seen.error).toBeNull();
  expect(losses(seen)).toEqual(losses(alone));
  expect(seen.printed).toEqual(alone.printed);
  expect(regionsOf(alone)).toEqual([]);
  const found = regionsOf(seen);
  expect(found.length).toBeGreaterThan(1);
  for (const one of found) expect(v.is(Observation, one)).toBe(true);
  const last = found.at(-1);
  expect(last).toMatchObject({ step: 100, cells: CELLS, classes: 2 });
  expect(last.points.label).toHaveLength(60);
  // It has learnt which side is which: of its lower left and its upper right corner.
  expect([last.best[0], last.best.at(-1)]).toEqual([0, 1]);
  expect(last.certainty.every((one) => one >= 50 && one <= 100)).toBe(true);
});

it('is no part of the trace', async () => {
  const cell = training('run.data({ x, t });').replace('run.steps(100', 'run.steps(4');
  const seen = await runCell(cell, { trace: true }, { sha256, engineHost: { now: clock() } });
  expect(regionsOf(seen)).not.toEqual([]);
  const shapes = seen.trace.flatMap((event) => (event.kind === 'variable' && event.value ? [event.value.shape] : []));
  expect(shapes).toContainEqual([60, 2]);
  expect(shapes.filter(([rows]) => rows === CELLS * CELLS)).toEqual([]);
});

it('is not there where inputs are no points, labels no classes, or scores fit neither', async () => {
  const of = async (data: string) =>
    regionsOf(await runCell(training(data), {}, { sha256, engineHost: { now: clock() } }));
  expect(await of('')).toEqual([]);
  expect(await of('run.data({ x, t: x });')).toEqual([]);
  expect(await of("run.data({ x, t: nd.array(t.toFlat().map((one) => 5 * one), 'int32') });")).toEqual([]);
});

it('knows points with classes, as arrays or as a data set', () => {
  const x = nd.array([
    [0, 1],
    [2, 3]
  ]);
  const t = nd.array([0, 1], 'int32');
  expect(pointsIn({ x, t })).toMatchObject({ x: [0, 2], y: [1, 3], label: [0, 1], classes: 2 });
  expect(pointsIn({ data: x, label: t })).not.toBeNull();
  expect(pointsIn({ x: nd.array([[0, 1, 2]]), t })).toBeNull();
  expect(pointsIn({ x, t: nd.array([0, 0], 'int32') })).toBeNull();
  expect(pointsIn({ x, t: nd.array([0.5, 1]) })).toBeNull();
  expect(pointsIn(null)).toBeNull();
  const many = nd.zeros([3000, 2]);
  expect(
    pointsIn({
      x: many,
      t: nd.array(
        Array.from({ length: 3000 }, (_, i) => i % 3),
        'int32'
      )
    })!.x.length
  ).toBeLessThan(401);
});
