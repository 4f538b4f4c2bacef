import { Func } from './variable.ts';

/** Two arrays in, two out: first their sum, then their difference x0 - x1. */
export class SumAndDifference extends Func {
  forward([x0, x1]) {
    return [x0 + x1, x0 - x1];
  }
}
