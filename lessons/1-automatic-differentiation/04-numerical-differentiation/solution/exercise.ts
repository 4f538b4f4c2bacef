import { nd } from 'dezero';
import { Variable, Func } from './variable.ts';
import { numericalDiff } from './numerical.ts';

class Cube extends Func {
  forward(x) {
    return x ** 3;
  }
}

/** The derivative of x³ at a value, found with numericalDiff. */
export function slopeOfCube(value) {
  const cube = (x) => new Cube().call(x);
  return numericalDiff(cube, new Variable(nd.array(value)));
}
