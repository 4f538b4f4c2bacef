/** Average over all axes, one, or several: the sum times (number of results / number of elements). */
import { asVariable } from '../core/function.ts';
import type { AxisArg, Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { defineComposite } from './define-op.ts';
import { mul } from './mul.ts';
import { reduceSamples, type ReduceAttrs } from './reduce-samples.ts';
import { sum } from './sum.ts';

/**
 * Average over all axes, one, or several: the sum times (number of results / number of elements). Also known as
 * `average`. Source: DeZero functions.mean.
 * @example
 * F.mean(nd.array([[1, 2], [3, 6]]), 1); // => variable([1.5 4.5])
 */
export function mean(x: Operand, axis: AxisArg = null, keepdims = false): Variable {
  const variable = asVariable(x);
  const total = sum(variable, axis, keepdims);
  return mul(total, total.size / variable.size);
}

defineComposite<ReduceAttrs>('mean', ([x = 0], { axis, keepdims }) => mean(x, axis, keepdims), reduceSamples);
