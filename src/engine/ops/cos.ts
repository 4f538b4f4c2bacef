/** y = cos x.  dy/dx = -sin x. */
import { defineOp, type Op } from './define-op.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';
import { sin } from './sin.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

export const cos: Op<1, null> = defineOp<1>('cos', {
  forward: ({ be }, [x]) => be.unary('cos', x),
  backward: ({ inputs: [x] }, gy) => [mul(gy, neg(sin(x)))],
  samples: () => plainSamples([uniform([2, 3], -2, 2)], [scalar(0.5)], [uniform([0, 3])])
});
