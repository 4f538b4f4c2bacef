import * as maths from '../ndarray/maths.ts';
import { defineOp, type Op } from './define-op.ts';
import { mul } from './mul.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

/**
 * y = eˣ. dy/dx = eˣ, which is y itself, so backward reuses the output. Source: DeZero functions.exp.
 * @example
 * const x = new Variable(nd.array(1));
 * F.exp(x).backward();
 * x.grad; // => variable(2.718281828459045)
 */
export const exp: Op<1, null> = defineOp<1>('exp', {
  forward: ({ be }, [x]) => be.unary('exp', x),
  numbers: { forward: maths.exp, backward: (gy, _x, y) => gy * y },
  backward: ({ output: y }, gy) => [mul(gy, y)],
  samples: () => plainSamples([uniform([2, 3], -2, 2)], [scalar(0.5)], [uniform([0, 3])])
});
