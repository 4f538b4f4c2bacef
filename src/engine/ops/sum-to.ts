/** Adds up leading axes, and those of length 1 in `shape`: what broadcasting repeated.  The gradient is spread again. */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { sameShape } from '../ndarray/shape.ts';
import { broadcastTo } from './broadcast-to.ts';
import { defineOp } from './define-op.ts';
import { uniform } from './samples.ts';

const op = defineOp<1, { shape: readonly number[] }>('sumTo', {
  forward: ({ be }, [x], { shape }) => be.sumTo(x, shape),
  backward: ({ inputs: [x] }, gy) => [broadcastTo(gy, x.shape)],
  samples: () => [
    { inputs: [uniform([2, 3])], attrs: { shape: [1, 3] } },
    { inputs: [uniform([2, 3, 4])], attrs: { shape: [3, 1] } },
    { inputs: [uniform([2, 3])], attrs: { shape: [] } }
  ],
  misfits: () => [{ inputs: [uniform([2, 3])], attrs: { shape: [4] } }]
});

/**
 * Adds up leading axes, and those of length 1 in `shape`: what broadcasting repeated; the variable itself where the
 * shape stays. The gradient is spread again. Source: DeZero functions.sum_to.
 * @example
 * F.sumTo(nd.array([[1, 2], [3, 4]]), [1, 2]); // => variable([[4. 6.]])
 */
export function sumTo(x: Operand, shape: readonly number[]): Variable {
  const variable = asVariable(x);
  return sameShape(shape, variable.shape) ? variable : op.with([variable], { shape });
}
