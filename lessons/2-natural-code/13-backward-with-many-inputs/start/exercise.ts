import { Func } from './variable.ts';

/** y = x0 · x1 */
export class Mul extends Func {
  forward(x0, x1) {
    return x0 * x1;
  }

  backward(gy) {
    // How far does the product move when x0 moves by 1?
    return [gy, gy];
  }
}

export function mul(x0, x1) {
  return new Mul().call(x0, x1);
}
