import { add, square } from './variable.ts';

/**
 * The slopes of two calculations with the same x:
 * first of x + x + x, then of x squared plus x.
 * A list of two: the first x.grad, the second one.
 */
export function twoSlopes(x) {
  x.clearGrad();
  add(add(x, x), x).backward();
  const first = x.grad;

  add(square(x), x).backward();
  return [first, x.grad];
}
