/** yᵢ = e^xᵢ / Σ e^xⱼ along an axis, computed after subtracting the maximum.  dx = y gy - y Σ (y gy). */
import { chain } from '../backends/chain.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { normalizeAxis } from '../ndarray/shape.ts';
import { defineOp } from './define-op.ts';
import { mul } from './mul.ts';
import { uniform } from './samples.ts';
import { sub } from './sub.ts';
import { sum } from './sum.ts';

const FORWARD = chain((x) => {
  const e = x.sub(x.rows('max')).exp();
  return e.div(e.rows('sum'));
});
const GRADIENT = chain((gy, y) => {
  const gx = y.mul(gy);
  return gx.sub(y.mul(gx.rows('sum')));
});

const op = defineOp<1, { axis: number }>('softmax', {
  forward: ({ be }, [x], { axis }) => be.chain(FORWARD, [x], normalizeAxis('softmax', axis, x.ndim)),
  backward: ({ output: y, attrs: { axis } }, gy) => {
    const gx = mul(y, gy);
    return [sub(gx, mul(y, sum(gx, axis, true)))];
  },
  fusedBackward: ({ be, output: y, attrs: { axis } }, gy) => [
    be.chain(GRADIENT, [gy, y], normalizeAxis('softmax', axis, y.ndim))
  ],
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
