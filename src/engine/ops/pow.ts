/**
 * y = x^c.  dy/dx = c x^(c-1); exactly 0 for c = 0 and 1 for c = 1, also where x is 0.
 * The exponent may be a Variable as well: an op of two inputs.
 */
import { chain } from '../backends/chain.ts';
import { currentBackend } from '../backends/current.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { zerosLike } from '../ndarray/create.ts';
import * as maths from '../ndarray/maths.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { add } from './add.ts';
import { broadcastMisfits, broadcastSamples } from './broadcast-samples.ts';
import { defineOp, type Op } from './define-op.ts';
import { log } from './log.ts';
import { mul } from './mul.ts';
import { scalar, uniform } from './samples.ts';
import { sub } from './sub.ts';
import { sumTo } from './sum-to.ts';

const SQUARE_GRADIENT = chain((gy, x) => x.mul(2).mul(gy));

const power = defineOp<1, { c: number }>('pow', {
  forward: ({ be }, [x], { c }) => be.binary('pow', x, c),
  numbers: {
    forward: (x, { c }) => maths.pow(x, c),
    backward: (gy, x, _y, { c }) => (c === 0 ? gy * 0 : c === 1 ? gy : maths.pow(x, c - 1) * c * gy)
  },
  backward: ({ inputs: [x], attrs: { c } }, gy) => {
    if (c === 0) return [mul(gy, zerosLike(x.data))];
    if (c === 1) return [gy];
    // In the order of Python, where the reflected c * x ** (c - 1) puts the power first.
    return [mul(mul(pow(x, c - 1), c), gy)];
  },
  fusedBackward: ({ be, inputs: [x], attrs: { c } }, gy) => (c === 2 ? [be.chain(SQUARE_GRADIENT, [gy, x])] : null),
  samples: () => [
    { inputs: [uniform([2, 3], 0.5, 2)], attrs: { c: 3 } },
    { inputs: [uniform([2, 3], 0.5, 2)], attrs: { c: 0.5 } },
    { inputs: [uniform([3], 0.5, 2)], attrs: { c: -1 } },
    { inputs: [scalar(0)], attrs: { c: 1 } },
    { inputs: [scalar(0)], attrs: { c: 0 } },
    { inputs: [scalar(-1.5)], attrs: { c: 2 } }
  ]
});

/** The exponent is a Variable or array as well: dy/db = y ln a, which is 0 where a is 0. */
const raise: Op<2, null> = defineOp<2>('raise', {
  label: 'Pow',
  forward: ({ be }, [a, b]) => be.binary('pow', a, b),
  backward: (call, gy) => {
    const [a, b] = call.inputs;
    const zero = currentBackend().compare('equal', a.data, 0);
    return [
      call.needs(0) ? sumTo(mul(gy, mul(b, pow(a, sub(b, 1)))), a.shape) : null,
      call.needs(1) ? sumTo(mul(gy, mul(call.output, log(add(a, zero)))), b.shape) : null
    ];
  },
  samples: broadcastSamples,
  misfits: broadcastMisfits
});

/**
 * y = x^c, element by element; c may be a Variable as well. dy/dx = c x^(c-1), exactly 0 for c = 0 and 1 for c = 1, also
 * where x is 0; dy/dc = y ln x. nan where x is negative and c is no whole number. Source: DeZero functions.pow, where c
 * is a plain number.
 * @example
 * const [x, c] = [new Variable(nd.array(3)), new Variable(nd.array(2))];
 * const y = F.pow(x, c);
 * y.backward();
 * [y, x.grad, c.grad]; // => [variable(9.0), variable(6.0), variable(9.887510598012987)]
 */
export function pow(x: Operand, c: Operand): Variable {
  if (typeof c === 'number') return power.with([x], { c });
  if (c instanceof NDArray && c.ndim === 0) return power.with([x], { c: c.item() });
  return raise(x, c);
}
