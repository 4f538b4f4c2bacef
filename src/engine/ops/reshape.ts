/** The same elements in another shape; one length may be -1.  The gradient is reshaped back. */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { resolveReshape, sameShape } from '../ndarray/shape.ts';
import { defineOp } from './define-op.ts';
import { scalar, uniform } from './samples.ts';

const op = defineOp<1, { shape: readonly number[] }>('reshape', {
  forward: (_context, [x], { shape }) => x.reshape(shape),
  backward: ({ inputs: [x] }, gy) => [reshape(gy, x.shape)],
  samples: () => [
    { inputs: [uniform([2, 3])], attrs: { shape: [6] } },
    { inputs: [uniform([2, 3, 2])], attrs: { shape: [4, 3] } },
    { inputs: [scalar(2)], attrs: { shape: [1, 1] } }
  ],
  misfits: () => [{ inputs: [uniform([2, 3])], attrs: { shape: [4] } }]
});

/**
 * The same elements in another shape; one length may be -1; the variable itself where the shape stays. The gradient is
 * reshaped back. ShapeError where the number of elements differs. Source: DeZero functions.reshape.
 * @example
 * F.reshape(nd.array([1, 2, 3, 4]), [2, -1]); // => variable([[1. 2.] [3. 4.]])
 */
export function reshape(x: Operand, ...to: (number | readonly number[])[]): Variable {
  const variable = asVariable(x);
  const shape = resolveReshape(variable.shape, to.flat());
  return sameShape(shape, variable.shape) ? variable : op.with([variable], { shape });
}
