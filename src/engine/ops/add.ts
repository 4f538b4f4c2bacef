import { defineOp, type Op } from './define-op.ts';
import { broadcastMisfits, broadcastSamples } from './broadcast-samples.ts';
import { sumTo } from './sum-to.ts';

/**
 * y = a + b. Both gradients are gy, summed back over what was broadcast. ShapeError where the shapes do not broadcast.
 * Source: DeZero functions.add.
 * @example
 * const x = new Variable(nd.array([1, 2]));
 * const y = F.add(x, 10);
 * y.backward();
 * [y, x.grad]; // => [variable([11. 12.]), variable([1. 1.])]
 */
export const add: Op<2, null> = defineOp<2>('add', {
  forward: ({ be }, [a, b]) => be.binary('add', a, b),
  numbers: { forward: (a, b) => a + b, backwardA: (gy) => gy, backwardB: (gy) => gy },
  backward: ({ inputs: [a, b] }, gy) => [sumTo(gy, a.shape), sumTo(gy, b.shape)],
  fusedBackward: ({ be, inputs: [a, b], needs }, gy) => [
    needs(0) ? be.sumTo(gy, a.shape) : null,
    needs(1) ? be.sumTo(gy, b.shape) : null
  ],
  samples: broadcastSamples,
  misfits: broadcastMisfits
});
