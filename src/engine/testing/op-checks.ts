/**
 * What every registered op is held to: its derivatives of the first, second and third order against central
 * differences. Each check gives null or the first place that differs, so that a test can also show that a wrong op is
 * found out. Not here: which ops there are (ops/define-op.ts), checks of functions that learners write
 * (gradient-check.ts).
 */
import { Variable } from '../core/variable.ts';
import { isFloat } from '../ndarray/dtype.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import type { RegisteredOp, Sample } from '../ops/define-op.ts';
import { mul } from '../ops/mul.ts';
import { uniform } from '../ops/samples.ts';
import { sum } from '../ops/sum.ts';
import { gradientMismatch, type GradientMismatch } from './gradient-check.ts';

type Scalar = (...variables: Variable[]) => Variable;

/** The first order: gradients of the outputs, each weighted differently so that none can hide behind another. */
export function firstOrderMismatch(op: RegisteredOp, sample: Sample): GradientMismatch | null {
  const { arrays, call } = varying(op, sample);
  const weighted: Scalar = (...variables) => {
    const y = call(...variables);
    return mul(y, uniform(y.shape, -1, 1, 3));
  };
  return gradientMismatch(weighted, arrays, { rtol: 1e-6, atol: 1e-7 });
}

/**
 * The second order: derivatives of the gradients by the inputs, and by the gradient that comes in, on which those of
 * linear ops depend alone.
 */
export function secondOrderMismatch(op: RegisteredOp, sample: Sample): GradientMismatch | null {
  const { arrays, call } = varying(op, sample);
  const gy = uniform(call(...arrays.map((data) => new Variable(data))).shape, -1, 1, 5);
  return higherMismatch(gradientSum(call), [...arrays, gy], { rtol: 1e-5, atol: 1e-6 });
}

/** The third order, along one direction. */
export function thirdOrderMismatch(op: RegisteredOp, sample: Sample): GradientMismatch | null {
  const { arrays, call } = varying(op, sample);
  const gy = uniform(call(...arrays.map((data) => new Variable(data))).shape, -1, 1, 5);
  const inputs = [...arrays, gy];
  const twice = gradientSum((...variables) => gradientSum(call)(...variables));
  const third: Scalar = (...variables) => twice(...variables, new Variable(NDArray.scalar(1)));
  const directions = inputs.map(({ shape }, i) => uniform(shape, -1, 1, 21 + i));
  const variables = inputs.map((data) => new Variable(data));
  const s = third(...variables);
  if (s.creator !== null) s.backward();
  const backward = variables.reduce(
    (total, { grad }, i) =>
      total +
      (grad === null
        ? 0
        : grad.data
            .mul(directions[i] ?? 0)
            .sum()
            .item()),
    0
  );
  const at = (step: number): number =>
    third(...inputs.map((data, i) => new Variable(data.add((directions[i] ?? NDArray.scalar(0)).mul(step))))).item();
  const numerical = (at(1e-5) - at(-1e-5)) / 2e-5;
  // A sum of hundreds of terms, each with the error of its differences: the bound grows with the sum's own size.
  if (Math.abs(backward - numerical) <= 1e-5 + 1e-5 * Math.abs(numerical) + 1e-9 * Math.abs(s.item())) return null;
  return { input: 0, index: 0, backward, numerical };
}

/** Only the float inputs vary; labels stay as they are. */
export function varying(op: RegisteredOp, { inputs, attrs }: Sample): { arrays: NDArray[]; call: Scalar } {
  const places = inputs.flatMap((input, i) => (isFloat(input.dtype) ? [i] : []));
  const arrays = inputs.filter((input) => isFloat(input.dtype));
  const call: Scalar = (...variables) => {
    const all: (Variable | NDArray)[] = [...inputs];
    places.forEach((place, i) => {
      const variable = variables[i];
      if (variable !== undefined) all[place] = variable;
    });
    return op.run(all, attrs);
  };
  return { arrays, call };
}

/** A function of the inputs and of the incoming gradient: the sum of the gradients times fixed weights. */
function gradientSum(call: Scalar): Scalar {
  return (...all) => {
    const variables = all.slice(0, -1);
    const gy = all.at(-1) ?? new Variable(NDArray.scalar(1));
    sum(mul(call(...variables), gy)).backward({ createGraph: true });
    const parts = variables.map(({ grad, shape }, i) => sum(mul(grad ?? 0, uniform(shape, -1, 1, 9 + i))));
    all.forEach((variable) => variable.clearGrad());
    return parts.reduce((a, b) => a.add(b));
  };
}

function higherMismatch(
  f: Scalar,
  arrays: readonly NDArray[],
  { rtol, atol }: { rtol: number; atol: number }
): GradientMismatch | null {
  const variables = arrays.map((data) => new Variable(data));
  const s = f(...variables);
  // Without a creator nothing depends on the inputs: all derivatives are 0, which the differences below check.
  if (s.creator !== null) s.backward();
  for (const [input, array] of arrays.entries()) {
    const flat = array.toFlat();
    const got = variables[input]?.grad?.data.toFlat();
    for (const index of flat.keys()) {
      const at = (change: number): number => {
        const elements = Float64Array.from(flat);
        elements[index] = (elements[index] ?? 0) + change;
        const moved = NDArray.wrap(elements, array.shape, 'float64');
        return f(...arrays.map((one, i) => new Variable(i === input ? moved : one))).item();
      };
      const numerical = (at(1e-5) - at(-1e-5)) / 2e-5;
      const backward = got?.[index] ?? 0;
      if (!(Math.abs(backward - numerical) <= atol + rtol * Math.abs(numerical)))
        return { input, index, backward, numerical };
    }
  }
  return null;
}
