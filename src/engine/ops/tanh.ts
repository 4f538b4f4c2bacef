import { chain } from '../backends/chain.ts';
import * as maths from '../ndarray/maths.ts';
import { defineOp, type Op } from './define-op.ts';
import { mul } from './mul.ts';
import { sub } from './sub.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

const GRADIENT = chain((gy, y) => gy.mul(y.mul(y).rsub(1)));

/**
 * y = tanh x. dy/dx = 1 - y². Source: DeZero functions.tanh.
 * @example
 * const x = new Variable(nd.array(0));
 * F.tanh(x).backward();
 * x.grad; // => variable(1.0)
 */
export const tanh: Op<1, null> = defineOp<1>('tanh', {
  forward: ({ be }, [x]) => be.unary('tanh', x),
  numbers: { forward: maths.tanh, backward: (gy, _x, y) => gy * (1 - y * y) },
  backward: ({ output: y }, gy) => [mul(gy, sub(1, mul(y, y)))],
  fusedBackward: ({ be, output: y }, gy) => [be.chain(GRADIENT, [gy, y])],
  samples: () => plainSamples([uniform([2, 3], -2, 2)], [scalar(0.5)], [uniform([0, 3])])
});
