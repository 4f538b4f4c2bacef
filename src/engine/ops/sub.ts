import { defineOp, type Op } from './define-op.ts';
import { broadcastMisfits, broadcastSamples } from './broadcast-samples.ts';
import { neg } from './neg.ts';
import { sumTo } from './sum-to.ts';

/**
 * y = a - b. The gradients are gy and -gy, summed back over what was broadcast. Source: DeZero functions.sub.
 * @example
 * F.sub(nd.array([5, 7]), 2); // => variable([3. 5.])
 */
export const sub: Op<2, null> = defineOp<2>('sub', {
  forward: ({ be }, [a, b]) => be.binary('sub', a, b),
  numbers: { forward: (a, b) => a - b, backwardA: (gy) => gy, backwardB: (gy) => -gy },
  backward: (call, gy) => {
    const [a, b] = call.inputs;
    return [call.needs(0) ? sumTo(gy, a.shape) : null, call.needs(1) ? sumTo(neg(gy), b.shape) : null];
  },
  samples: broadcastSamples,
  misfits: broadcastMisfits
});
