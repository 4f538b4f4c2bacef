import { expect, it } from 'vitest';
import { verdictOf } from './verdict.ts';

const curve = (name: string, value: number[], from = 0) => ({ name, value, step: value.map((_, i) => from + i) });

it('calls the same bits identical, NaN and infinities among them', () => {
  const curves = [curve('loss', [1, NaN, Infinity, -0])];
  expect(verdictOf(curves, structuredClone(curves))).toEqual({ kind: 'identical' });
});

it('tells the largest difference within 1e-5', () => {
  const verdict = verdictOf([curve('loss', [1, 2, 0])], [curve('loss', [1, 2 * (1 + 5e-6), -0])]);
  expect(verdict).toMatchObject({ kind: 'close' });
  expect((verdict as { difference: number }).difference).toBeCloseTo(5e-6, 9);
});

it('names the first step that differs, over all metrics', () => {
  const was = [curve('accuracy', [1, 1, 1]), curve('loss', [3, 2, 1])];
  const is = [curve('accuracy', [1, 1, 0.5]), curve('loss', [3, 2.1, 1])];
  expect(verdictOf(was, is)).toEqual({ kind: 'differs', name: 'loss', step: 1, was: 2, is: 2.1 });
});

it('takes NaN against a number, a finite against an infinite value and another step for a difference', () => {
  expect(verdictOf([curve('a', [1, NaN])], [curve('a', [1, 5])])).toMatchObject({ kind: 'differs', step: 1, is: 5 });
  expect(verdictOf([curve('a', [1])], [curve('a', [Infinity])])).toMatchObject({ kind: 'differs', step: 0 });
  expect(verdictOf([curve('a', [1])], [curve('a', [1], 3)])).toMatchObject({ kind: 'differs', step: 0 });
});

it('says where one of them ends, unless they part before', () => {
  expect(verdictOf([curve('a', [1, 2])], [curve('a', [1])])).toEqual({ kind: 'shorter', name: 'a', step: 1 });
  expect(verdictOf([curve('a', [1])], [])).toEqual({ kind: 'shorter', name: 'a', step: 0 });
  expect(verdictOf([curve('a', [1, 2])], [curve('a', [9])])).toMatchObject({ kind: 'differs', step: 0 });
  expect(verdictOf([], [])).toEqual({ kind: 'nothing' });
});
