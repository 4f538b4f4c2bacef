import * as maths from '../ndarray/maths.ts';
import { defineOp, type Op } from './define-op.ts';
import { div } from './div.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

/**
 * y = ln x. dy/dx = 1/x. Source: DeZero functions.log.
 * @example
 * F.log(nd.array(1)); // => variable(0.0)
 */
export const log: Op<1, null> = defineOp<1>('log', {
  forward: ({ be }, [x]) => be.unary('log', x),
  numbers: { forward: maths.log, backward: (gy, x) => gy / x },
  backward: ({ inputs: [x] }, gy) => [div(gy, x)],
  samples: () => plainSamples([uniform([2, 3], 0.5, 3)], [scalar(0.5)], [uniform([0, 3])])
});
