import { expect, test } from 'vitest';
import { COMPOSED, difference, EXP, places } from './differences.ts';

test('the central difference of step 4 is the lesson’s figure', () => {
  // The lesson's own maths differs from V8's by an ulp, which the division by 2e-4 makes visible.
  expect(difference(COMPOSED, 0.5, 1e-4, 'central')).toBeCloseTo(3.2974426293330694, 9);
  expect(COMPOSED.slope(0.5)).toBeCloseTo(3.297442541400256, 14);
});

test('the error falls with h, and with its square for the central difference', () => {
  const error = (h: number, scheme: 'forward' | 'central') =>
    Math.abs(difference(EXP, 0.5, h, scheme) - EXP.slope(0.5));
  expect(error(0.1, 'forward') / error(0.01, 'forward')).toBeCloseTo(10, 0);
  expect(error(0.1, 'central') / error(0.01, 'central')).toBeCloseTo(100, 0);
});

test('the secant runs from x, or from the left of it', () => {
  expect(places(1, 0.5, 'forward')).toEqual([1, 1.5]);
  expect(places(1, 0.5, 'central')).toEqual([0.5, 1.5]);
});
