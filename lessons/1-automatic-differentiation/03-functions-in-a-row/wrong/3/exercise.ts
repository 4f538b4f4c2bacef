import { Square, Exp } from './variable.ts';

/** A variable that holds e to the power of x, squared. */
export function squareOfExp(x) {
  const a = new Square().call(x);
  return new Exp().call(a);
}
