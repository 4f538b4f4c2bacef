/** What a Variable holds, as it is taken for an event. No array is made of a number for it. */
import { gradientNumberIn, numberIn, type Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import type { Taken } from './events.ts';
import { take } from './snapshot.ts';

/** Its value; null where it is empty. */
export function valueOf(variable: Variable): Taken | null {
  const number = numberIn(variable);
  if (number !== null) return number;
  const data = variable.data as NDArray | null;
  return data === null ? null : take(data);
}

/** Whether it has a gradient. */
export const hasGradient = (variable: Variable): boolean =>
  gradientNumberIn(variable) !== null || variable.grad !== null;

/** Its gradient; null where it has none. */
export function gradientValueOf(variable: Variable): Taken | null {
  const number = gradientNumberIn(variable);
  if (number !== null) return number;
  const { grad } = variable;
  return grad === null ? null : take(grad.data);
}
