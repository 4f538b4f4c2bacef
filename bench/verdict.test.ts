import { expect, test } from 'vitest';
import type { Measured } from './measure.ts';
import { TARGETS, type Target } from './targets.ts';
import { verdictOf, written } from './verdict.ts';

const target = (how: Partial<Target> = {}): Target => ({
  row: 'row',
  cases: ['a', 'b'],
  of: 'own',
  against: 'peer',
  part: 1,
  unit: 'x',
  atMost: false,
  must: 2,
  aim: 4,
  ...how
});

const result = (
  name: string,
  contender: string,
  milliseconds: number | null,
  gflops: number | null = null
): Measured => ({
  case: name,
  contender,
  absent: milliseconds === null ? 'it is not there' : null,
  milliseconds,
  quartiles: null,
  gflops,
  gigabytes: null,
  ratio: null
});

const pair = (name: string, own: number, peer: number | null): Measured[] => [
  result(name, 'own', own),
  result(name, 'peer', peer)
];

test('the worst case is the figure', () => {
  const verdict = verdictOf(target(), [...pair('a', 1, 5), ...pair('b', 1, 3)]);
  expect(verdict).toMatchObject({ figure: 3, worst: 'b', verdict: 'met must', reason: null });
});

test.each([
  [1.9, 'missed'],
  [2, 'met must'],
  [4, 'met aim']
])('%d times as fast: %s', (peer, verdict) => {
  expect(verdictOf(target({ cases: ['a'] }), pair('a', 1, peer)).verdict).toBe(verdict);
});

test.each([
  [21, 'missed'],
  [20, 'met must'],
  [4, 'met aim']
])('%d times as long, where 20 are the limit: %s', (own, verdict) => {
  const slow = target({ cases: ['a'], atMost: true, must: 20, aim: 4 });
  expect(verdictOf(slow, pair('a', own, 1))).toMatchObject({ figure: own, verdict });
});

test('shares compare operations a second, not times', () => {
  const share = target({ cases: ['a'], part: 0.5, must: 0.6, aim: 0.85 });
  const results = [result('a', 'own', 8, 20), result('a', 'peer', 1, 50)];
  expect(verdictOf(share, results)).toMatchObject({ figure: 0.8, verdict: 'met must' });
});

test('what did not run is not measured, with the reason', () => {
  const [only] = pair('b', 1, 3);
  expect(verdictOf(target(), pair('a', 1, 9))).toMatchObject({
    verdict: 'not measured',
    reason: "the case 'b' did not run"
  });
  expect(verdictOf(target({ cases: ['a'] }), pair('a', 1, null)).reason).toBe('peer: it is not there');
  expect(verdictOf(target({ cases: ['b'] }), only ? [only] : []).reason).toBe("no peer in 'b'");
});

test('figures are written as shares and times', () => {
  expect([written(0.734, '%'), written(1.234, 'x'), written(12.34, 'x'), written(123.4, 'x')]).toEqual([
    '73 %',
    '1.23x',
    '12.3x',
    '123x'
  ]);
});

test('rows have names of their own, and an aim is beyond its must', () => {
  expect(new Set(TARGETS.map(({ row }) => row)).size).toBe(TARGETS.length);
  for (const { row, must, aim, atMost } of TARGETS) expect(atMost ? aim < must : aim > must, row).toBe(true);
});
