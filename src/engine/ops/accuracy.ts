/** The share of rows whose first maximum stands at the label; 0-d, without derivative. */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { Variable } from '../core/variable.ts';
import { array } from '../ndarray/create.ts';
import { NDArray } from '../ndarray/ndarray.ts';

export function accuracy(y: Operand, t: Operand | readonly number[]): Variable {
  const scores = asVariable(y).data;
  const found = scores.argmax(1).elements();
  const right = asVariable(Array.isArray(t) ? array(t as number[], 'int32') : (t as Operand)).data.elements();
  let hits = 0;
  found.forEach((label, row) => (hits += label === right[row] ? 1 : 0));
  return new Variable(NDArray.scalar(hits / Math.max(1, found.length)));
}
