import { defineOp, type Op } from './define-op.ts';
import { broadcastMisfits, broadcastSamples } from './broadcast-samples.ts';
import { sumTo } from './sum-to.ts';

/**
 * y = a b, element by element. dy/da = b, dy/db = a. Source: DeZero functions.mul.
 * @example
 * const x = new Variable(nd.array(3));
 * F.mul(x, x).backward();
 * x.grad; // => variable(6.0)
 */
export const mul: Op<2, null> = defineOp<2>('mul', {
  forward: ({ be }, [a, b]) => be.binary('mul', a, b),
  numbers: { forward: (a, b) => a * b, backwardA: (gy, _a, b) => gy * b, backwardB: (gy, a) => gy * a },
  backward: (call, gy) => {
    const [a, b] = call.inputs;
    return [call.needs(0) ? sumTo(mul(gy, b), a.shape) : null, call.needs(1) ? sumTo(mul(gy, a), b.shape) : null];
  },
  fusedBackward: ({ be, inputs: [a, b], needs }, gy) => [
    needs(0) ? be.sumTo(be.binary('mul', gy, b), a.shape) : null,
    needs(1) ? be.sumTo(be.binary('mul', gy, a), b.shape) : null
  ],
  samples: broadcastSamples,
  misfits: broadcastMisfits
});
