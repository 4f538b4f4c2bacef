import { expect, test } from 'vitest';
import { compare, PLACES, RIGHT, type Rule } from './closeness.ts';

const USUAL = { atol: 1e-8, rtol: 1e-5 };
const within = (rule: Rule, tolerance = USUAL) =>
  compare(rule, tolerance)
    .filter((one) => one.within)
    .map(({ x }) => x);

test('with the usual tolerances only the right rule passes everywhere', () => {
  expect(within(RIGHT)).toEqual([...PLACES]);
  expect(within('x · cos x')).toEqual([1, Math.PI / 2]);
  expect(within('1 − x²/2')).toEqual([0.1]);
  expect(within('1.0001 · cos x')).toEqual([Math.PI / 2]);
});

test('a tolerance below the error of the central difference turns the right rule away', () => {
  expect(within(RIGHT, { atol: 1e-12, rtol: 1e-10 })).toEqual([Math.PI / 2]);
});

test('where the slope is 0, the relative tolerance allows next to nothing', () => {
  const at = compare(RIGHT, { atol: 1e-17, rtol: 1e-5 }).find(({ x }) => x === Math.PI / 2)!;
  expect(at.within).toBe(false);
  expect(at.allowed).toBeLessThan(1e-16);
});

test('a wide relative tolerance lets a small mistake pass', () => {
  expect(within('1.0001 · cos x', { atol: 1e-8, rtol: 1e-3 })).toEqual([...PLACES]);
});
