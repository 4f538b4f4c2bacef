import { chain } from '../backends/chain.ts';
import { currentBackend } from '../backends/current.ts';
import { isFloat } from '../ndarray/dtype.ts';
import { defineOp, type Op } from './define-op.ts';
import { mul } from './mul.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

const GRADIENT = chain((gy, x) => gy.mul(x.greater(0)));

/**
 * y = max(x, 0). dy/dx = 1 where x > 0, otherwise 0. Source: DeZero functions.relu.
 * @example
 * F.relu(nd.array([-1, 2])); // => variable([0. 2.])
 */
export const relu: Op<1, null> = defineOp<1>('relu', {
  label: 'ReLU',
  // The 0 is a float64: it makes integers floats and is as wide as a 0-d float32.
  forward: ({ be }, [x]) => be.unary('relu', x.ndim === 0 || !isFloat(x.dtype) ? x.astype('float64') : x),
  backward: ({ inputs: [x] }, gy) => [mul(gy, currentBackend().compare('greater', x.data, 0))],
  fusedBackward: ({ be, inputs: [x] }, gy) => [be.chain(GRADIENT, [gy, x])],
  samples: () => plainSamples([uniform([2, 3], -2, 2)], [scalar(0.5)], [scalar(-0.5)], [uniform([0, 3])])
});
