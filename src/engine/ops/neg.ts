import { defineOp, type Op } from './define-op.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

/**
 * y = -x. dy/dx = -1. Source: DeZero functions.neg.
 * @example
 * F.neg(nd.array([1, -2])); // => variable([-1.  2.])
 */
export const neg: Op<1, null> = defineOp<1>('neg', {
  forward: ({ be }, [x]) => be.unary('neg', x),
  numbers: { forward: (x) => -x, backward: (gy) => -gy },
  backward: (_call, gy) => [neg(gy)],
  samples: () => plainSamples([uniform([2, 3], -2, 2)], [scalar(0.5)], [uniform([0, 3])])
});
