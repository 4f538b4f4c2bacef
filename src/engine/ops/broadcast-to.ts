/** Repeats axes of length 1 (and missing leading ones) until the array has `shape`.  The gradient is summed back. */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { sameShape } from '../ndarray/shape.ts';
import { defineOp } from './define-op.ts';
import { scalar, uniform } from './samples.ts';
import { sumTo } from './sum-to.ts';

const op = defineOp<1, { shape: readonly number[] }>('broadcastTo', {
  forward: (_context, [x], { shape }) => x.broadcastTo(shape),
  backward: ({ inputs: [x] }, gy) => [sumTo(gy, x.shape)],
  samples: () => [
    { inputs: [uniform([1, 3])], attrs: { shape: [2, 3] } },
    { inputs: [uniform([3, 1])], attrs: { shape: [2, 3, 4] } },
    { inputs: [scalar(2)], attrs: { shape: [2, 2] } }
  ],
  misfits: () => [{ inputs: [uniform([2, 3])], attrs: { shape: [2, 4] } }]
});

/**
 * Repeats axes of length 1 (and missing leading ones) until x has `shape`; the variable itself where the shape stays.
 * The gradient is summed back. Source: DeZero functions.broadcast_to.
 * @example
 * F.broadcastTo(nd.array([1, 2]), [2, 2]); // => variable([[1. 2.] [1. 2.]])
 */
export function broadcastTo(x: Operand, shape: readonly number[]): Variable {
  const variable = asVariable(x);
  return sameShape(shape, variable.shape) ? variable : op.with([variable], { shape });
}
