/** y = x, at least `low` and at most `high`.  dy/dx = 1 inside (bounds included), 0 outside. */
import { chain } from '../backends/chain.ts';
import { currentBackend } from '../backends/current.ts';
import { described } from '../core/described.ts';
import { ValueError } from '../core/errors.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { defineOp } from './define-op.ts';
import { mul } from './mul.ts';
import { scalar, uniform } from './samples.ts';

const FORWARD = chain((x, low, high) => x.binary('maximum', low).binary('minimum', high));
const GRADIENT = chain((gy, x, low, high) => gy.mul(x.compare('greaterEqual', low).mul(x.compare('lessEqual', high))));

const op = defineOp<1, { low: number; high: number }>('clip', {
  forward: ({ be }, [x], { low, high }) => be.chain(FORWARD, [x, low, high]),
  backward: ({ inputs: [x], attrs: { low, high } }, gy) => {
    const be = currentBackend();
    const inside = be.binary('mul', be.compare('greaterEqual', x.data, low), be.compare('lessEqual', x.data, high));
    return [mul(gy, inside)];
  },
  fusedBackward: ({ be, inputs: [x], attrs: { low, high } }, gy) => [be.chain(GRADIENT, [gy, x, low, high])],
  samples: () => [
    { inputs: [uniform([2, 3], -2, 2)], attrs: { low: -0.5, high: 0.8 } },
    { inputs: [scalar(0.1)], attrs: { low: 0, high: 1 } }
  ]
});

/**
 * y = x, at least `low` and at most `high`. dy/dx = 1 inside (bounds included), 0 outside. Source: DeZero
 * functions.clip.
 * @example
 * F.clip(nd.array([-2, 0.5, 9]), 0, 1); // => variable([0.  0.5 1. ])
 */
export function clip(x: Operand, low: number, high: number): Variable {
  if (typeof low !== 'number' || typeof high !== 'number')
    throw new ValueError('clip', `the bounds are two numbers, not ${described(low)} and ${described(high)}`);
  return op.with([x], { low, high });
}
