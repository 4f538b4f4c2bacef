/** What several scripts of the lessons use: values, a test function of optimisation, a function of the learner. */
import { F, Func, nd, Variable, type NDArray } from '@engine/index.ts';

export const scalar = (value: number, name: string | null = null): Variable => new Variable(nd.array(value), name);
export const ints = (value: number | number[] | number[][]): Variable => new Variable(nd.array(value, 'int32'));

export const chain = (x: Variable) => {
  const a = F.square(x);
  const b = F.exp(a);
  return { a, b, y: F.square(b) };
};

/** Operands in the order in which Python's reflected operators hand them over: 3 * x is x.mul(3). */
export const goldstein = (x: Variable, y: Variable): Variable => {
  const left = x.mul(14).rsub(19).add(x.pow(2).mul(3)).sub(y.mul(14)).add(x.mul(6).mul(y)).add(y.pow(2).mul(3));
  const right = x.mul(32).rsub(18).add(x.pow(2).mul(12)).add(y.mul(48)).sub(x.mul(36).mul(y)).add(y.pow(2).mul(27));
  const first = x.add(y).add(1).pow(2).mul(left).add(1);
  return first.mul(x.mul(2).sub(y.mul(3)).pow(2).mul(right).add(30));
};

export class MySin extends Func {
  override forward(x: NDArray): NDArray {
    return nd.sin(x);
  }
  override backward(gy: Variable): Variable {
    return gy.mul(F.cos(this.inputs[0]!));
  }
}
