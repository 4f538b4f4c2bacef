import { expect, test } from 'vitest';
import { BYTES, bytesOf, heldAt, KEEPING, momentsOf } from './held.ts';

const arrays = (functions: number, moment: number) =>
  KEEPING.map((keeping) => bytesOf(heldAt(functions, moment, keeping)) / BYTES);

test('a chain of 8: after the forward pass, and after the backward pass', () => {
  expect(arrays(8, 8)).toEqual([9, 9, 2]);
  expect(arrays(8, momentsOf(8))).toEqual([18, 10, 2]);
});

test('at the beginning there is x, and nothing else', () => {
  expect(arrays(5, 0)).toEqual([1, 1, 1]);
});

test('on the way back gradients pile up, or one walks from the result to x', () => {
  expect([4, 5, 6, 7, 8].map((moment) => arrays(4, moment))).toEqual([
    [5, 5, 2],
    [7, 6, 2],
    [8, 6, 2],
    [9, 6, 2],
    [10, 6, 2]
  ]);
  expect(heldAt(4, 6, 'no-gradients').grads).toEqual([false, false, true, false, false]);
  expect(heldAt(4, 8, 'no-gradients').grads).toEqual([true, false, false, false, false]);
});
