/** Sum over all axes, one, or several.  Every element that was added gets the gradient of its sum. */
import type { AxisArg, Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { normalizeAxes, reducedShape } from '../ndarray/shape.ts';
import { broadcastTo } from './broadcast-to.ts';
import { defineOp } from './define-op.ts';
import { reduceMisfits, reduceSamples, type ReduceAttrs } from './reduce-samples.ts';
import { reshape } from './reshape.ts';

const op = defineOp<1, ReduceAttrs>('sum', {
  forward: ({ be }, [x], { axis, keepdims }) => be.reduce('sum', x, normalizeAxes('sum', axis, x.ndim), keepdims),
  backward: ({ inputs: [x], attrs: { axis } }, gy) => {
    const kept = reducedShape(x.shape, normalizeAxes('sum', axis, x.ndim), true);
    return [broadcastTo(reshape(gy, kept), x.shape)];
  },
  samples: reduceSamples,
  misfits: reduceMisfits
});

/**
 * Sum over all axes, one, or several; `keepdims` leaves them as axes of length 1. Every element that was added gets the
 * gradient of its sum. ShapeError for an axis that is not there. Source: DeZero functions.sum.
 * @example
 * F.sum(nd.array([[1, 2], [3, 4]]), 0); // => variable([4. 6.])
 */
export function sum(x: Operand, axis: AxisArg = null, keepdims = false): Variable {
  return op.with([x], { axis, keepdims });
}
