import { currentBackend } from '../backends/current.ts';
import { defineOp, type Op } from './define-op.ts';
import { mul } from './mul.ts';
import { plainSamples, scalar, uniform } from './samples.ts';

/**
 * y = max(x, 0). dy/dx = 1 where x > 0, otherwise 0. Source: DeZero functions.relu.
 * @example
 * F.relu(nd.array([-1, 2])); // => variable([0. 2.])
 */
export const relu: Op<1, null> = defineOp<1>('relu', {
  label: 'ReLU',
  forward: ({ be }, [x]) => be.unary('relu', x),
  backward: ({ inputs: [x] }, gy) => [mul(gy, currentBackend().compare('greater', x.data, 0))],
  samples: () => plainSamples([uniform([2, 3], -2, 2)], [scalar(0.5)], [scalar(-0.5)], [uniform([0, 3])])
});
