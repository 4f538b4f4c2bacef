import { Func } from './variable.ts';

/** y = x0 · x1 */
export class Mul extends Func {
  forward(x0, x1) {
    return x0 * x1;
  }

  backward(gy) {
    const [x0, x1] = this.inputs.map((x) => x.data);
    return [gy * x0, gy * x1];
  }
}

export function mul(x0, x1) {
  return new Mul().call(x0, x1);
}
