import { Func } from './variable.ts';

/** x to the power of three. */
export class Cube extends Func {
  forward(x) {
    return x ** 3;
  }

  backward(gy) {
    // The derivative of x³ at the input, times the gradient that arrives.
    throw new Error('backward of Cube is not written yet: that is part of the exercise of this step');
  }
}
