import { beforeEach, expect, test } from 'vitest';
import { connect, run, type Db } from '../database.ts';
import { repairRows } from '../integrity.ts';
import { migrate } from '../migrations/index.ts';
import { newRun, NOW, rows, runId } from '../testing/samples.ts';
import { bands, curves } from './curves.ts';
import { metricsAppend } from './metrics.ts';
import { runCreate } from './runs.ts';

let db: Db;
const a = runId('a');
beforeEach(() => {
  db = connect(':memory:');
  migrate(db);
  runCreate(db, newRun('a'));
});

/** In portions of different sizes, as a training writes. */
function write(values: number[], id = a): void {
  for (let at = 0, size = 1; at < values.length; at += size, size = (size * 7) % 1999)
    metricsAppend(db, { run: id, rows: rows('loss', at, values.slice(at, at + size)) });
}
const read = (points: number) => curves(db, { runs: [a], names: ['loss'], points })[0]!;
const wave = (length: number): number[] =>
  Array.from({ length }, (_, i) => Math.sin(i / 700) + ((i * 7919) % 13) / 100);

for (const length of [0, 1, 2, 100, 5000, 70_000])
  for (const points of [2, 3, 7, 50, 1000])
    test(`a curve of ${length} rows in at most ${points}: logged values, in order, ends and extremes kept`, () => {
      const values = wave(length);
      write(values);
      const found = curves(db, { runs: [a], names: [], points })[0];
      if (length === 0) return expect(found).toBeUndefined();
      const { step, value, total } = found!;
      expect(total).toBe(length);
      expect(step.length).toBeLessThanOrEqual(points);
      expect(step.length).toBeGreaterThanOrEqual(Math.min(length, 2, points));
      expect(step).toEqual([...new Set(step)].sort((x, y) => x - y));
      expect(value).toEqual(step.map((at) => values[at]));
      expect([step[0], step.at(-1)]).toEqual([0, length - 1]);
      if (points < 4) return;
      expect(Math.min(...value)).toBe(Math.min(...values));
      expect(Math.max(...value)).toBe(Math.max(...values));
      if (length > 2 * points && points > 50) expect(step.length).toBeGreaterThan(points / 4);
    });

test('a NaN is never thinned away, not even a single one', () => {
  for (const at of [1, 777, 9998]) {
    const id = runId(`nan-${at}`);
    runCreate(db, newRun(id));
    write(
      wave(10_000).map((value, i) => (i === at ? NaN : value)),
      id
    );
    const [curve] = curves(db, { runs: [id], names: [], points: 100 });
    expect(curve!.step[curve!.value.findIndex(Number.isNaN)]).toBe(at);
  }
  write(wave(10_000).map((value, i) => (i >= 4321 ? NaN : value)));
  expect(read(50).step).toContain(4321);
  expect(read(50).step.length).toBeLessThanOrEqual(50);
});

test('bands of runs that logged at the same steps lie over each other, whatever their length', () => {
  for (const [i, length] of [50_000, 31_000, 9000].entries()) {
    runCreate(db, newRun(`r${i}`));
    write(
      wave(length).map((value) => value + i),
      runId(`r${i}`)
    );
  }
  const ids = ['r0', 'r1', 'r2'].map(runId);
  for (const buckets of [40, 200, 4000]) {
    const found = bands(db, { runs: ids, names: ['loss'], buckets, width: 1 });
    const [longest] = found;
    expect(longest!.step.length).toBeLessThanOrEqual(buckets);
    // The last bucket of a shorter one may be smaller.
    for (const one of found) expect(one.step.slice(0, -1)).toEqual(longest!.step.slice(0, one.step.length - 1));
    const width = 50_000 / longest!.step.length;
    const alone = bands(db, { runs: ids.slice(1), names: ['loss'], buckets: 100_000, width: Math.floor(width) });
    expect(alone[0]!.step.length).toBeGreaterThanOrEqual(found[1]!.step.length);
  }
});

test('a mean of a band is the mean of its rows', () => {
  const values = wave(6000).map((value, i) => (i % 10 === 3 ? NaN : value));
  write(values);
  for (const [buckets, width] of [
    [6000, 1],
    [1200, 5],
    [100, 64],
    [5, 2048]
  ] as const) {
    const [found] = bands(db, { runs: [a], names: [], buckets, width: 1 });
    expect(found!.mean).toHaveLength(Math.ceil(6000 / width));
    for (const [i, mean] of found!.mean.entries()) {
      const part = values.slice(i * width, (i + 1) * width);
      const numbers = part.filter((value) => !Number.isNaN(value));
      if (numbers.length > 0) expect(mean).toBeCloseTo(numbers.reduce((x, y) => x + y) / numbers.length, 12);
      else expect(mean).toBeNaN();
      expect(found!.nans[i]).toBe(part.length - numbers.length);
      expect(found!.step[i]).toBeCloseTo(i * width + (part.length - 1) / 2, 9);
    }
  }
});

test('a damaged or missing pyramid changes nothing that is read, and is made anew', () => {
  write(wave(70_000));
  const ask = () => [read(10), read(1000), bands(db, { runs: [a], names: [], buckets: 300, width: 1 })];
  const whole = ask();
  run(db, 'UPDATE metric_pyramid SET whole = zeroblob(120) WHERE block % 3 = 0');
  run(db, 'UPDATE metric_pyramid SET parts = zeroblob(3840) WHERE block % 3 = 1');
  expect(ask()).toEqual(whole);
  run(db, 'DELETE FROM metric_pyramid WHERE block % 3 = 2');
  expect(repairRows(db, NOW)).toBeGreaterThan(20);
  expect(ask()).toEqual(whole);
  expect(repairRows(db, NOW)).toBe(0);
});
