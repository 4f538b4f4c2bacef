import { Func } from './variable.ts';

/** x to the power of three. */
export class Cube extends Func {
  forward(x) {
    return x ** 3;
  }

  backward(gy) {
    return 3 * gy ** 2;
  }
}
