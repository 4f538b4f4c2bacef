/**
 * In training each element is dropped with probability `ratio` and the others are divided by 1 - ratio, so that the
 * expected sum stays; in test mode nothing happens. Made of mul and div with a drawn mask.
 */
import { ValueError } from '../core/errors.ts';
import { config } from '../core/config.ts';
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { greater } from '../ndarray/elementwise.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { random } from '../ndarray/random.ts';
import { div } from './div.ts';
import { mul } from './mul.ts';

/**
 * In training each element is dropped with probability `ratio` and the others are divided by 1 - ratio, so that the
 * expected sum stays; in test mode x itself. Made of mul and div with a mask drawn from `random`. ValueError for a
 * ratio outside of 0 to 1. Source: Srivastava et al. 2014; DeZero functions.dropout.
 * @example
 * random.seed(1);
 * F.dropout(nd.ones([4]), 0.5); // => variable([0. 2. 0. 0.])
 * testMode(() => F.dropout(nd.ones([4]))); // => variable([1. 1. 1. 1.])
 */
export function dropout(x: Operand, ratio = 0.5): Variable {
  const variable = asVariable(x);
  if (!(ratio >= 0 && ratio <= 1)) throw new ValueError('dropout', `a ratio lies between 0 and 1, not ${ratio}`);
  if (!config.train) return variable;
  const mask = greater(random.rand(...variable.shape), ratio);
  return ratio === 1 ? mul(variable, 0) : div(mul(variable, mask), NDArray.scalar(1 - ratio, variable.dtype));
}
