import { chain } from '../backends/chain.ts';
import * as maths from '../ndarray/maths.ts';
import { defineOp, type Op } from './define-op.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';
import { sin } from './sin.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

const GRADIENT = chain((gy, x) => gy.mul(x.unary('sin').unary('neg')));

/**
 * y = cos x, x in radians. dy/dx = -sin x. Source: DeZero functions.cos.
 * @example
 * F.cos(nd.array(0)); // => variable(1.0)
 */
export const cos: Op<1, null> = defineOp<1>('cos', {
  forward: ({ be }, [x]) => be.unary('cos', x),
  numbers: { forward: maths.cos, backward: (gy, x) => gy * -maths.sin(x) },
  backward: ({ inputs: [x] }, gy) => [mul(gy, neg(sin(x)))],
  fusedBackward: ({ be, inputs: [x] }, gy) => [be.chain(GRADIENT, [gy, x])],
  samples: () => plainSamples([uniform([2, 3], -2, 2)], [scalar(0.5)], [uniform([0, 3])])
});
