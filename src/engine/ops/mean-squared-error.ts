import { chain } from '../backends/chain.ts';
import { ValueError } from '../core/errors.ts';
import { broadcastShapes, shapeText } from '../ndarray/shape.ts';
import { broadcastMisfits } from './broadcast-samples.ts';
import { defineOp, type Op } from './define-op.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';
import { plainSamples, uniform } from './samples.ts';
import { sub } from './sub.ts';
import { sumTo } from './sum-to.ts';

const SQUARES = chain((a, b) => {
  const difference = a.sub(b);
  return difference.mul(difference);
});
const GRADIENT = chain((gy, a, b, scale) => gy.mul(a.sub(b)).mul(scale));

/**
 * L = Σ (a - b)² / n, where n is the length of the first axis (not the number of elements); 0-d. dL/da = 2 (a - b) / n,
 * dL/db = -dL/da. Source: DeZero functions.mean_squared_error.
 * @example
 * F.meanSquaredError(nd.array([1, 2]), nd.array([1, 4])); // => variable(2.0)
 */
export const meanSquaredError: Op<2, null> = defineOp<2>('meanSquaredError', {
  forward: ({ be }, [a, b]) => {
    const squares = be.chain(SQUARES, [a, b]);
    if (squares.size === 0)
      throw new ValueError('meanSquaredError', `shape ${shapeText(squares.shape)} has no elements to take the mean of`);
    return be.binary('div', be.reduce('sum', squares, null, false), squares.shape[0] ?? 1);
  },
  backward: (call, gy) => {
    const [a, b] = call.inputs;
    const difference = sub(a, b);
    const ga = mul(mul(gy, difference), 2 / (difference.shape[0] ?? 1));
    return [call.needs(0) ? sumTo(ga, a.shape) : null, call.needs(1) ? sumTo(neg(ga), b.shape) : null];
  },
  fusedBackward: ({ be, inputs: [a, b], needs }, gy) => {
    const [n = 1] = broadcastShapes('meanSquaredError', a.shape, b.shape);
    const ga = be.chain(GRADIENT, [gy, a, b, 2 / n]);
    return [needs(0) ? be.sumTo(ga, a.shape) : null, needs(1) ? be.sumTo(be.unary('neg', ga), b.shape) : null];
  },
  samples: () =>
    plainSamples(
      [uniform([3, 2]), uniform([3, 2], -1, 1, 1)],
      [uniform([4]), uniform([4], -1, 1, 1)],
      [uniform([3, 1]), uniform([3], -1, 1, 1)]
    ),
  misfits: broadcastMisfits
});
