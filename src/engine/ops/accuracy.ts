/** The share of rows whose first maximum stands at the label; 0-d, without derivative. */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { Variable } from '../core/variable.ts';
import { array } from '../ndarray/create.ts';
import { NDArray } from '../ndarray/ndarray.ts';

/**
 * The share of rows of y (N, C) whose first maximum stands at the label of t (N); 0-d, float64, without derivative.
 * Source: DeZero functions.accuracy.
 * @example
 * F.accuracy(nd.array([[0.1, 0.9], [0.8, 0.2]]), [1, 1]); // => variable(0.5)
 */
export function accuracy(y: Operand, t: Operand | readonly number[]): Variable {
  const scores = asVariable(y).data;
  const found = scores.argmax(1).elements();
  const right = asVariable(Array.isArray(t) ? array(t as number[], 'int32') : (t as Operand)).data.elements();
  let hits = 0;
  found.forEach((label, row) => (hits += label === right[row] ? 1 : 0));
  return new Variable(NDArray.scalar(hits / Math.max(1, found.length)));
}
