import { nd } from 'dezero';
import { Variable, Func } from './variable.ts';
import { numericalDiff } from './numerical.ts';

/** The derivative of x³ at a value, found with numericalDiff. */
export function slopeOfCube(value) {
  return 0;
}
