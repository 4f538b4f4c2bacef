/**
 * Changing arrays as training does: in their own memory, each new value rounded to its array's dtype, in one pass. A
 * rule is a chain; the arrays that change are its first operands. A 0-d array is a number and gets a new array.
 */
import { currentBackend } from '../backends/current.ts';
import { bySteps, type Chain } from '../backends/chain.ts';
import type { Operand } from '../backends/backend.ts';
import { DTypeError } from '../core/errors.ts';
import { isFloat } from '../ndarray/dtype.ts';
import type { NDArray } from '../ndarray/ndarray.ts';

type Arrays = readonly [NDArray, ...NDArray[]];

/** The arrays as they are afterwards. */
export function changed<A extends Arrays>(rule: Chain, arrays: A, operands: readonly Operand[]): A {
  const whole = arrays.find(({ dtype }) => !isFloat(dtype));
  if (whole !== undefined)
    throw new DTypeError('update', `an array of ${whole.dtype} cannot take the fractions of a step; make it a float.`);
  const be = currentBackend();
  if (arrays[0].ndim === 0) return bySteps(be, rule, [...arrays, ...operands], arrays) as unknown as A;
  be.chainInto(rule, arrays, operands);
  return arrays;
}
