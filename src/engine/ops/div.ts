import { defineOp, type Op } from './define-op.ts';
import { broadcastMisfits, broadcastSamples } from './broadcast-samples.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';
import { pow } from './pow.ts';
import { sumTo } from './sum-to.ts';

/**
 * y = a / b, always floats. dy/da = 1/b, dy/db = -a/b². Source: DeZero functions.div.
 * @example
 * const b = new Variable(nd.array(2));
 * F.div(6, b).backward();
 * b.grad; // => variable(-1.5)
 */
export const div: Op<2, null> = defineOp<2>('div', {
  forward: ({ be }, [a, b]) => be.binary('div', a, b),
  numbers: { forward: (a, b) => a / b, backwardA: (gy, _a, b) => gy / b, backwardB: (gy, a, b) => gy * (-a / (b * b)) },
  backward: (call, gy) => {
    const [a, b] = call.inputs;
    return [
      call.needs(0) ? sumTo(div(gy, b), a.shape) : null,
      call.needs(1) ? sumTo(mul(gy, div(neg(a), pow(b, 2))), b.shape) : null
    ];
  },
  samples: broadcastSamples,
  misfits: broadcastMisfits
});
