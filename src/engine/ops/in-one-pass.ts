/**
 * The gradient of a curve in one pass over the elements, where no graph of it is recorded: the same arithmetic as the
 * rule in ops, step by step, without an array for each step. Not here: the rules in ops (each op has its own), numbers
 * (number-rules.ts).
 */
import type { GradientOp } from '../backends/backend.ts';
import { currentBackend } from '../backends/current.ts';
import { config } from '../core/config.ts';
import { Variable } from '../core/variable.ts';
import { isFloat } from '../ndarray/dtype.ts';
import { sameShape } from '../ndarray/shape.ts';

/** `rule()`, or the same by the backend's kernel from the incoming gradient and the output. */
export function inOnePass(kernel: GradientOp, gy: Variable, y: Variable, rule: () => Variable): Variable {
  const [a, b] = [gy.data, y.data];
  // Where promotion has a say (0-d, two dtypes) each step may have a dtype of its own.
  const alike = a.ndim > 0 && isFloat(a.dtype) && a.dtype === b.dtype && sameShape(a.shape, b.shape);
  return alike && !config.enableBackprop ? new Variable(currentBackend().binary(kernel, a, b)) : rule();
}
