import { chain } from '../backends/chain.ts';
import * as maths from '../ndarray/maths.ts';
import { defineOp, type Op } from './define-op.ts';
import { mul } from './mul.ts';
import { sub } from './sub.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

const GRADIENT = chain((gy, y) => gy.mul(y).mul(y.rsub(1)));

/**
 * y = 1/(1 + e⁻ˣ). dy/dx = y (1 - y). Source: DeZero functions.sigmoid.
 * @example
 * F.sigmoid(nd.array([0, -1000])); // => variable([0.5 0. ])
 */
export const sigmoid: Op<1, null> = defineOp<1>('sigmoid', {
  // Beside the numbers of the formula a 0-d float32 is as wide as they are.
  forward: ({ be }, [x]) => be.unary('sigmoid', x.ndim === 0 ? x.astype('float64') : x),
  numbers: { forward: maths.sigmoid, backward: (gy, _x, y) => gy * y * (1 - y) },
  backward: ({ output: y }, gy) => [mul(mul(gy, y), sub(1, y))],
  fusedBackward: ({ be, output: y }, gy) => [be.chain(GRADIENT, [gy, y])],
  samples: () => plainSamples([uniform([2, 3], -2, 2)], [scalar(0.5)], [uniform([0, 3])])
});
