import { chain } from '../backends/chain.ts';
import { defineOp, type Op } from './define-op.ts';
import { mul } from './mul.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

const GRADIENT = chain((gy, x) => x.mul(2).mul(gy));

/**
 * y = x². dy/dx = 2x. Source: DeZero step 2 (Square).
 * @example
 * F.square(nd.array(3)); // => variable(9.0)
 */
export const square: Op<1, null> = defineOp<1>('square', {
  forward: ({ be }, [x]) => be.unary('square', x),
  numbers: { forward: (x) => x * x, backward: (gy, x) => 2 * x * gy },
  backward: ({ inputs: [x] }, gy) => [mul(mul(2, x), gy)],
  fusedBackward: ({ be, inputs: [x] }, gy) => [be.chain(GRADIENT, [gy, x])],
  samples: () => plainSamples([uniform([2, 3], -2, 2)], [scalar(0.5)], [uniform([0, 3])])
});
