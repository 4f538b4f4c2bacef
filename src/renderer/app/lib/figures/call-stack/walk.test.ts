import { expect, test } from 'vitest';
import { ROOM, walkOf } from './walk.ts';

const callsIn = (depth: number) => walkOf(depth).map(({ calls }) => calls.length);

test('recursion opens a call for each variable and has to return from each', () => {
  expect(callsIn(3)).toEqual([0, 1, 2, 3, 4, 3, 2, 1, 0]);
  expect(walkOf(3)[4]?.calls).toEqual([3, 2, 1, 0]);
  expect(walkOf(3).at(-1)?.recursion).toBe('finished');
});

test('the list begins with the last function and never holds more than one', () => {
  expect(walkOf(3).map(({ waiting }) => waiting)).toEqual([[3], [2], [1], [], [], [], [], [], []]);
  expect(walkOf(3)[3]?.loop).toBe('finished');
});

test('both reach the same variable at the same step, as long as there is room', () => {
  for (const { recursionAt, loopAt } of walkOf(ROOM - 1)) expect(recursionAt).toBe(loopAt);
  expect(walkOf(ROOM - 1).some(({ recursion }) => recursion === 'broken')).toBe(false);
});

test('one function more than fits breaks the recursion, and the loop goes on to x', () => {
  for (const depth of [ROOM, ROOM + 1, ROOM + 4]) {
    const moments = walkOf(depth);
    expect(Math.max(...moments.map(({ calls }) => calls.length))).toBe(ROOM);
    expect(moments.findIndex(({ recursion }) => recursion === 'broken')).toBe(ROOM + 1);
    expect(moments.at(-1)).toMatchObject({
      recursion: 'broken',
      loop: 'finished',
      loopAt: 0,
      recursionAt: depth - ROOM
    });
  }
});
