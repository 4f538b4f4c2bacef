import { expect, test } from 'vitest';
import { measure, quantile, type BenchCase, type Contender, type How } from './measure.ts';

const wall = (rounds: number): How => ({ rounds, clock: 'wall' });

/** A contender whose clock is set: milliseconds of one run, sample by sample, then the last one again. */
function timed(name: string, times: number[], how: Partial<Contender> = {}): Contender {
  let at = 0;
  return {
    name,
    run: () => 'right',
    sample: (count) => Promise.resolve(count * (times[Math.min(at++, times.length - 1)] ?? NaN)),
    ...how
  };
}

const benchCase = (contenders: BenchCase['contenders'], how: Partial<BenchCase> = {}): BenchCase => ({
  name: 'case',
  flops: null,
  contenders,
  check(name, result) {
    if (result !== 'right') throw new Error(`${name}: wrong`);
  },
  ...how
});

test('medians, and ratios to the first contender', async () => {
  // The first one is the warm-up, which two seconds end.
  const [own, peer] = await measure(
    benchCase([timed('own', [2000, 1, 2, 100]), timed('peer', [2000, 8, 6, 4])]),
    wall(3)
  );
  expect(own).toMatchObject({ contender: 'own', milliseconds: 2, ratio: 1, quartiles: [1.5, 51], absent: null });
  expect(peer).toMatchObject({ contender: 'peer', milliseconds: 6, ratio: 3 });
});

test('operations and bytes a second; other work has no ratio', async () => {
  const of = benchCase([timed('own', [4]), timed('peak', [2], { flops: 8e6 })], { flops: 4e6, bytes: 2e6 });
  const [own, peak] = await measure(of, wall(3));
  expect(own).toMatchObject({ gflops: 1, gigabytes: 0.5, ratio: 1 });
  expect(peak).toMatchObject({ gflops: 4, ratio: null });
});

test('everybody is checked before anybody is timed', async () => {
  const log: string[] = [];
  const logged = (name: string): Contender => ({
    name,
    run: () => 'right',
    answer: () => (log.push(`answer ${name}`), 'right'),
    before: () => log.push(`before ${name}`),
    after: () => log.push(`after ${name}`),
    sample: (count) => (log.push(`sample ${name}`), Promise.resolve(count * 2000))
  });
  await measure(benchCase([logged('a'), logged('b')]), wall(1));
  const around = (what: string, name: string): string[] => [`before ${name}`, `${what} ${name}`, `after ${name}`];
  expect(log).toEqual(
    [around('answer', 'a'), around('answer', 'b'), ...['a', 'b', 'a', 'b'].map((name) => around('sample', name))].flat()
  );
});

test('a wrong result ends the benchmark with a sentence', async () => {
  await expect(measure(benchCase([timed('own', [1], { run: () => 'left' })]), wall(1))).rejects.toThrow('own: wrong');
  const own = timed('own', [1], {
    check: () => {
      throw new Error('own check');
    }
  });
  await expect(measure(benchCase([own]), wall(1))).rejects.toThrow('own check');
});

test('who is absent, or may fail and does, is reported and the others go on', async () => {
  const failing = timed('failing', [1], {
    mayFail: true,
    run: () => {
      throw new Error('No kernel.\nDetails');
    }
  });
  const results = await measure(
    benchCase([timed('own', [1]), { name: 'gone', absent: 'not there' }, failing]),
    wall(3)
  );
  expect(results.map(({ contender, absent, milliseconds }) => [contender, absent, milliseconds])).toEqual([
    ['own', null, 1],
    ['gone', 'not there', null],
    ['failing', 'No kernel', null]
  ]);
});

test('by the time of the processor, threads are not measured', async () => {
  const how: How = { rounds: 3, clock: 'processor' };
  const asked: unknown[] = [];
  const own = timed('own', [1], {
    sample: (count, clock) => {
      asked.push(clock);
      return Promise.resolve(count);
    }
  });
  const [one, two] = await measure(benchCase([own, timed('two', [1], { parallel: true })]), how);
  expect(one).toMatchObject({ milliseconds: 1, absent: null });
  expect(two).toMatchObject({ milliseconds: null, absent: 'the time of the processor says nothing about threads' });
  expect(new Set(asked)).toEqual(new Set(['processor']));
});

test('a very slow contender takes part in few rounds, spread over all', async () => {
  const rounds: number[] = [];
  let round = -1;
  const own = timed('own', [400], { before: () => (round += 1) });
  const slow = timed('slow', [2000], { before: () => rounds.push(round) });
  await measure(benchCase([own, slow]), wall(9));
  // The first two are check and trial.
  expect(rounds.slice(2)).toHaveLength(3);
  expect(new Set(rounds.slice(2)).size).toBe(3);
});

test('quantiles lie between neighbours', () => {
  expect([quantile([3, 1, 2], 0.5), quantile([1, 2], 0.5), quantile([4, 1, 2, 3, 5], 0.25)]).toEqual([2, 1.5, 2]);
});

test('some runs before a sample do not count', async () => {
  // Samples of ten runs, each after two that take much longer.
  const own = timed('own', [], { sample: (count) => Promise.resolve(count === 2 ? 500 : count * 10) });
  expect((await measure(benchCase([own]), wall(1)))[0]).toMatchObject({ milliseconds: 10 });
});
