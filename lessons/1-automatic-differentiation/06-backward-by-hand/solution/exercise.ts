import { Func } from './variable.ts';

/** x to the power of three. */
export class Cube extends Func {
  forward(x) {
    return x ** 3;
  }

  backward(gy) {
    const x = this.input.data;
    return 3 * x ** 2 * gy;
  }
}
