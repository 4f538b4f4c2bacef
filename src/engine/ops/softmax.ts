/** yᵢ = e^xᵢ / Σ e^xⱼ along an axis, computed after subtracting the maximum.  dx = y gy - y Σ (y gy). */
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { normalizeAxes } from '../ndarray/shape.ts';
import { defineOp } from './define-op.ts';
import { mul } from './mul.ts';
import { uniform } from './samples.ts';
import { sub } from './sub.ts';
import { sum } from './sum.ts';

const op = defineOp<1, { axis: number }>('softmax', {
  forward: ({ be }, [x], { axis }) => {
    const axes = normalizeAxes('softmax', axis, x.ndim);
    const e = be.unary('exp', be.binary('sub', x, be.reduce('max', x, axes, true)));
    return be.binary('div', e, be.reduce('sum', e, axes, true));
  },
  backward: ({ output: y, attrs: { axis } }, gy) => {
    const gx = mul(y, gy);
    return [sub(gx, mul(y, sum(gx, axis, true)))];
  },
  samples: () => [
    { inputs: [uniform([2, 3], -2, 2)], attrs: { axis: 1 } },
    { inputs: [uniform([3, 2], -2, 2)], attrs: { axis: 0 } },
    { inputs: [uniform([4], -2, 2)], attrs: { axis: -1 } }
  ],
  misfits: () => [{ inputs: [uniform([3])], attrs: { axis: 1 } }]
});

/**
 * yᵢ = e^xᵢ / Σ e^xⱼ along an axis, computed after subtracting the maximum. dx = y gy - y Σ (y gy). ShapeError for an
 * axis that is not there. Source: DeZero functions.softmax.
 * @example
 * F.softmax(nd.array([[0, 0], [0, 1000]])); // => variable([[0.5 0.5] [0.  1. ]])
 */
export function softmax(x: Operand, axis = 1): Variable {
  return op.with([x], { axis });
}
