/** y = x - ln Σ eˣ along an axis: the logarithm of softmax without ever leaving the range.  dx = gy - eʸ Σ gy. */
import { chain } from '../backends/chain.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { normalizeAxis } from '../ndarray/shape.ts';
import { defineOp } from './define-op.ts';
import { exp } from './exp.ts';
import { logSumExp } from './log-sum-exp.ts';
import { mul } from './mul.ts';
import { uniform } from './samples.ts';
import { sub } from './sub.ts';
import { sum } from './sum.ts';

const FORWARD = chain((x) => x.sub(logSumExp(x)));
const GRADIENT = chain((gy, y) => gy.sub(y.exp().mul(gy.rows('sum'))));

const op = defineOp<1, { axis: number }>('logSoftmax', {
  forward: ({ be }, [x], { axis }) => be.chain(FORWARD, [x], normalizeAxis('logSoftmax', axis, x.ndim)),
  backward: ({ output: y, attrs: { axis } }, gy) => [sub(gy, mul(exp(y), sum(gy, axis, true)))],
  fusedBackward: ({ be, output: y, attrs: { axis } }, gy) => [
    be.chain(GRADIENT, [gy, y], normalizeAxis('logSoftmax', axis, y.ndim))
  ],
  samples: () => [
    { inputs: [uniform([2, 3], -2, 2)], attrs: { axis: 1 } },
    { inputs: [uniform([3, 2], -2, 2)], attrs: { axis: 0 } }
  ],
  misfits: () => [{ inputs: [uniform([3])], attrs: { axis: 1 } }]
});

/**
 * y = x - ln Σ eˣ along an axis: the logarithm of softmax without ever leaving the range. dx = gy - eʸ Σ gy. Source:
 * DeZero functions.log_softmax.
 * @example
 * F.logSoftmax(nd.array([[0, 1000]])); // => variable([[-1000.     0.]])
 */
export function logSoftmax(x: Operand, axis = 1): Variable {
  return op.with([x], { axis });
}
