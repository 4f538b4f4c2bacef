import { defineOp, type Op } from './define-op.ts';
import { mul } from './mul.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

/**
 * y = x². dy/dx = 2x. Source: DeZero step 2 (Square).
 * @example
 * F.square(nd.array(3)); // => variable(9.0)
 */
export const square: Op<1, null> = defineOp<1>('square', {
  forward: ({ be }, [x]) => be.unary('square', x),
  numbers: { forward: (x) => x * x, backward: (gy, x) => 2 * x * gy },
  backward: ({ inputs: [x] }, gy) => [mul(mul(2, x), gy)],
  samples: () => plainSamples([uniform([2, 3], -2, 2)], [scalar(0.5)], [uniform([0, 3])])
});
