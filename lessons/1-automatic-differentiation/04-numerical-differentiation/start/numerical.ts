import { Variable } from './variable.ts';

/** The derivative of f at x by the central difference; f maps a variable to a variable. */
export function numericalDiff(f, x, eps = 1e-4) {
  // A little to the left of x, a little to the right: how much does y change, for how much of x?
  throw new Error('numericalDiff is not written yet: that is the exercise of this step');
}
