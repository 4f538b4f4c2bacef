import { Func } from './variable.ts';

/** Two arrays in, two out: first their sum, then their difference x0 - x1. */
export class SumAndDifference extends Func {
  forward([x0, x1]) {
    throw new Error('SumAndDifference is not written yet: that is the exercise of this step');
  }
}
