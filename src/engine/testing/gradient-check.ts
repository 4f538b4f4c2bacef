/**
 * Compares back-propagated gradients with numerical differentiation (central differences): the yardstick of every op,
 * and of functions that learners write. Computes in float64. Not here: a verdict on kinks, where differences mean
 * nothing.
 */
import { Variable } from '../core/variable.ts';
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { asArray } from '../core/as-array.ts';
import { isFloat } from '../ndarray/dtype.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { noGrad } from '../core/config.ts';
import { operators } from '../core/operators.ts';

export interface GradientCheckOptions {
  rtol?: number;
  atol?: number;
  /** Step of the differences. */
  step?: number;
}

export interface GradientMismatch {
  input: number;
  /** Place in the flattened input. */
  index: number;
  backward: number;
  numerical: number;
}

/**
 * Whether the back-propagated gradients of sum(f(...)) agree with central differences (f(x + h) - f(x - h)) / 2h,
 * within atol + rtol · |difference|; whole-number inputs are constants. gradientMismatch says where not. Source: DeZero
 * utils.gradient_check.
 * @example
 * gradientCheck((x) => F.sin(x) * x, nd.array([0.5, 1])); // => true
 */
export function gradientCheck(
  f: (...inputs: Variable[]) => Variable,
  inputs: Operand | readonly Operand[],
  options: GradientCheckOptions = {}
): boolean {
  return gradientMismatch(f, inputs, options) === null;
}

/**
 * The first element whose two derivatives differ, with both; null where all agree.
 * @example
 * gradientMismatch((x) => F.exp(x), nd.array(1)); // => null
 * gradientMismatch((x) => F.exp(x.data) + x, nd.array(0)).backward; // => 1
 */
export function gradientMismatch(
  f: (...inputs: Variable[]) => Variable,
  inputs: Operand | readonly Operand[],
  { rtol = 1e-4, atol = 1e-5, step = 1e-4 }: GradientCheckOptions = {}
): GradientMismatch | null {
  const arrays = (Array.isArray(inputs) ? (inputs as readonly Operand[]) : [inputs as Operand]).map(wide);
  const variables = arrays.map((data) => new Variable(data));
  const y = f(...variables);
  operators.sum(y, null, false).backward();
  for (const [input, array] of arrays.entries()) {
    if (!isFloat(array.dtype)) continue;
    const gradient = variables[input]?.grad?.data.toFlat() ?? [];
    const numerical = numericalGradient(f, arrays, input, step);
    for (const [index, expected] of numerical.entries()) {
      const got = gradient[index] ?? 0;
      if (!(Math.abs(got - expected) <= atol + rtol * Math.abs(expected)))
        return { input, index, backward: got, numerical: expected };
    }
  }
  return null;
}

/**
 * Derivative of sum(f(...)) by each element of input number `input`, by central differences with the given step.
 * Source: DeZero utils.numerical_grad.
 * @example
 * numericalGradient((x) => x * x, [nd.array(3)], 0)[0].toFixed(6); // => 6.000000
 */
export function numericalGradient(
  f: (...inputs: Variable[]) => Variable,
  inputs: readonly NDArray[],
  input: number,
  step = 1e-4
): number[] {
  const base = inputs[input];
  if (base === undefined) return [];
  const flat = base.toFlat();
  const total = (index: number, change: number): number => {
    const elements = Float64Array.from(flat);
    elements[index] = (elements[index] ?? 0) + change;
    const changed = inputs.map((one, i) => (i === input ? NDArray.wrap(elements, base.shape, 'float64') : one));
    return noGrad(() => operators.sum(f(...changed.map((one) => new Variable(one))), null, false).item());
  };
  return flat.map((_, index) => (total(index, step) - total(index, -step)) / (2 * step));
}

function wide(input: Operand): NDArray {
  const data = input instanceof Variable ? input.data : asArray(asVariable(input).data);
  return isFloat(data.dtype) ? data.astype('float64') : data;
}
