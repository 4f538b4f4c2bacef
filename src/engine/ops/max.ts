/** Largest element over all axes, one, or several.  Every element that equals it gets its whole gradient, also in a tie. */
import { chain } from '../backends/chain.ts';
import { currentBackend } from '../backends/current.ts';
import type { AxisArg, Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { normalizeAxes, reducedShape } from '../ndarray/shape.ts';
import { broadcastTo } from './broadcast-to.ts';
import { defineOp } from './define-op.ts';
import { mul } from './mul.ts';
import { reduceMisfits, reduceSamples, type ReduceAttrs } from './reduce-samples.ts';
import { reshape } from './reshape.ts';

const GRADIENT = chain((gy, x, y) => gy.mul(x.compare('equal', y)));

const op = defineOp<1, ReduceAttrs>('max', {
  forward: ({ be }, [x], { axis, keepdims }) => be.reduce('max', x, normalizeAxes('max', axis, x.ndim), keepdims),
  backward: ({ inputs: [x], output, attrs: { axis } }, gy) => {
    const kept = reducedShape(x.shape, normalizeAxes('max', axis, x.ndim), true);
    const chosen = currentBackend().compare('equal', x.data, output.data.reshape(kept));
    return [mul(broadcastTo(reshape(gy, kept), x.shape), chosen)];
  },
  fusedBackward: ({ be, inputs: [x], output: y, attrs: { axis } }, gy) => {
    const kept = reducedShape(x.shape, normalizeAxes('max', axis, x.ndim), true);
    return [be.chain(GRADIENT, [gy.reshape(kept), x, y.reshape(kept)])];
  },
  samples: reduceSamples,
  misfits: reduceMisfits
});

/**
 * Largest element over all axes, one, or several. Every element that equals it gets its whole gradient, also in a tie.
 * Source: DeZero functions.max.
 * @example
 * const x = new Variable(nd.array([2, 5, 5]));
 * F.max(x).backward();
 * x.grad; // => variable([0. 1. 1.])
 */
export function max(x: Operand, axis: AxisArg = null, keepdims = false): Variable {
  return op.with([x], { axis, keepdims });
}
