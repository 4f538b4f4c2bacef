import { expect, test } from 'vitest';
import { moments, RIGHT } from './visits.ts';

const order = (rule: 'last-in' | 'generation') => moments(rule).flatMap(({ taken }) => taken ?? []);

test('last in, first out: A is taken too early and once more, and gives the 96 of the lesson', () => {
  const all = moments('last-in');
  expect(order('last-in')).toEqual(['D', 'C', 'A', 'B', 'A']);
  expect(all.map(({ missing }) => missing)).toEqual([null, null, null, 'B', null, null]);
  expect(all.map(({ again }) => again)).toEqual([false, false, false, false, false, true]);
  expect(all.map(({ grads }) => grads.x)).toEqual([undefined, undefined, undefined, 32, 32, 96]);
  expect(all[2]?.queue).toEqual(['A', 'B']);
});

test('highest generation first: every gradient is complete before it is used, and x gets 64', () => {
  const all = moments('generation');
  expect(order('generation')).toEqual(['D', 'C', 'B', 'A']);
  expect(all.every(({ missing, again }) => missing === null && !again)).toBe(true);
  expect(all.at(-1)?.grads).toEqual({ y: 1, b: 1, c: 1, a: 16, x: RIGHT });
  expect(all[2]?.queue).toEqual(['B', 'A']);
});

test('a moment stays as it was when the walk goes on', () => {
  expect(moments('last-in')[0]).toMatchObject({ queue: ['D'], grads: { y: 1 } });
});
