/**
 * y = x^c.  dy/dx = c x^(c-1); exactly 0 for c = 0 and 1 for c = 1, also where x is 0.
 * The exponent may be a Variable as well: a^b = exp(b log a).
 */
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { zerosLike } from '../ndarray/create.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { defineOp } from './define-op.ts';
import { exp } from './exp.ts';
import { log } from './log.ts';
import { mul } from './mul.ts';
import { scalar, uniform } from './samples.ts';

const power = defineOp<1, { c: number }>('pow', {
  forward: ({ be }, [x], { c }) => be.binary('pow', x, c),
  backward: ({ inputs: [x], attrs: { c } }, gy) => {
    if (c === 0) return [mul(gy, zerosLike(x.data))];
    if (c === 1) return [gy];
    return [mul(mul(c, pow(x, c - 1)), gy)];
  },
  samples: () => [
    { inputs: [uniform([2, 3], 0.5, 2)], attrs: { c: 3 } },
    { inputs: [uniform([2, 3], 0.5, 2)], attrs: { c: 0.5 } },
    { inputs: [uniform([3], 0.5, 2)], attrs: { c: -1 } },
    { inputs: [scalar(0)], attrs: { c: 1 } },
    { inputs: [scalar(0)], attrs: { c: 0 } },
    { inputs: [scalar(-1.5)], attrs: { c: 2 } }
  ]
});

export function pow(x: Operand, c: Operand): Variable {
  if (typeof c === 'number') return power.with([x], { c });
  if (c instanceof NDArray && c.ndim === 0) return power.with([x], { c: c.item() });
  return exp(mul(c, log(x)));
}
