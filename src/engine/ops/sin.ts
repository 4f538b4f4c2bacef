import { chain } from '../backends/chain.ts';
import * as maths from '../ndarray/maths.ts';
import { defineOp, type Op } from './define-op.ts';
import { cos } from './cos.ts';
import { mul } from './mul.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

const GRADIENT = chain((gy, x) => gy.mul(x.unary('cos')));

/**
 * y = sin x, x in radians. dy/dx = cos x. Source: DeZero functions.sin.
 * @example
 * F.sin(nd.array(0)); // => variable(0.0)
 */
export const sin: Op<1, null> = defineOp<1>('sin', {
  forward: ({ be }, [x]) => be.unary('sin', x),
  numbers: { forward: maths.sin, backward: (gy, x) => gy * maths.cos(x) },
  backward: ({ inputs: [x] }, gy) => [mul(gy, cos(x))],
  fusedBackward: ({ be, inputs: [x] }, gy) => [be.chain(GRADIENT, [gy, x])],
  samples: () => plainSamples([uniform([2, 3], -2, 2)], [scalar(0.5)], [uniform([0, 3])])
});
