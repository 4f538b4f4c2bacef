/** y = a + b.  Both gradients are gy, summed back over what was broadcast. */
import { defineOp, type Op } from './define-op.ts';
import { broadcastMisfits, broadcastSamples } from './broadcast-samples.ts';
import { sumTo } from './sum-to.ts';

export const add: Op<2, null> = defineOp<2>('add', {
  forward: ({ be }, [a, b]) => be.binary('add', a, b),
  backward: ({ inputs: [a, b] }, gy) => [sumTo(gy, a.shape), sumTo(gy, b.shape)],
  samples: broadcastSamples,
  misfits: broadcastMisfits
});
