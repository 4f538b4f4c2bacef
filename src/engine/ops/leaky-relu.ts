/** y = x where x > 0, slope·x elsewhere.  dy/dx = 1 or slope. */
import { chain } from '../backends/chain.ts';
import { currentBackend } from '../backends/current.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { defineOp } from './define-op.ts';
import { mul } from './mul.ts';
import { scalar, uniform } from './samples.ts';

const FORWARD = chain((x, slope) => x.greater(0).where(x, x.mul(slope)));
const GRADIENT = chain((gy, x, slope) => x.greater(0).where(gy, gy.mul(slope)));

const op = defineOp<1, { slope: number }>('leakyRelu', {
  label: 'LeakyReLU',
  forward: ({ be }, [x], { slope }) => be.chain(FORWARD, [x, slope]),
  backward: ({ inputs: [x], attrs: { slope } }, gy) => {
    const be = currentBackend();
    return [mul(gy, be.where(be.compare('greater', x.data, 0), 1, slope).astype(x.dtype))];
  },
  fusedBackward: ({ be, inputs: [x], attrs: { slope } }, gy) => [be.chain(GRADIENT, [gy, x, slope])],
  samples: () => [
    { inputs: [uniform([2, 3], -2, 2)], attrs: { slope: 0.2 } },
    { inputs: [scalar(-0.5)], attrs: { slope: 0.01 } }
  ]
});

/**
 * y = x where x > 0, slope·x elsewhere. dy/dx = 1 or slope. Source: Maas et al. 2013; DeZero functions.leaky_relu.
 * @example
 * F.leakyRelu(nd.array([-1, 2])); // => variable([-0.2  2. ])
 */
export function leakyRelu(x: Operand, slope = 0.2): Variable {
  return op.with([x], { slope });
}
