/** Axes in another order (reversed without an order).  The gradient's axes are put back. */
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { normalizeAxis } from '../ndarray/shape.ts';
import { defineOp } from './define-op.ts';
import { uniform } from './samples.ts';

const op = defineOp<1, { axes: readonly number[] | null }>('transpose', {
  forward: (_context, [x], { axes }) => (axes === null ? x.transpose() : x.transpose(axes)),
  backward: ({ inputs: [x], attrs: { axes } }, gy) => {
    if (axes === null) return [transpose(gy)];
    const back = new Array<number>(axes.length);
    axes.forEach((axis, i) => (back[normalizeAxis('transpose', axis, x.ndim)] = i));
    return [transpose(gy, back)];
  },
  samples: () => [
    { inputs: [uniform([2, 3])], attrs: { axes: null } },
    { inputs: [uniform([2, 3, 4])], attrs: { axes: [2, 0, 1] } },
    { inputs: [uniform([2, 3, 4])], attrs: { axes: [-1, 0, 1] } }
  ],
  misfits: () => [{ inputs: [uniform([2, 3])], attrs: { axes: [0, 0] } }]
});

/**
 * Axes in another order, reversed without one. The gradient's axes are put back. ShapeError where the order does not
 * name each axis once. Source: DeZero functions.transpose.
 * @example
 * F.transpose(nd.array([[1, 2], [3, 4]])); // => variable([[1. 3.] [2. 4.]])
 */
export function transpose(x: Operand, axes: readonly number[] | null = null): Variable {
  return op.with([x], { axes });
}
