import { Square, Exp } from './variable.ts';

/** A variable that holds e to the power of x, squared. */
export function squareOfExp(x) {
  return x;
}
