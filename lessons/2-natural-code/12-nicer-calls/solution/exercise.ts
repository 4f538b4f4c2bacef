import { nd } from 'dezero';
import { Func } from './variable.ts';

/** Two arrays in, two out: how many times x1 goes into x0 as a whole number, and what is left. */
class QuotientAndRemainder extends Func {
  forward(x0, x1) {
    const quotient = nd.floor(x0 / x1);
    return [quotient, x0 - quotient * x1];
  }
}

/** Takes two variables and gives back a list of two: quotient and remainder. */
export function divideWithRemainder(x0, x1) {
  return new QuotientAndRemainder().call(x0, x1);
}
