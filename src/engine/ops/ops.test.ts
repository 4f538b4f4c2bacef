import { describe, expect, test } from 'vitest';
import { ShapeError } from '../core/errors.ts';
import { Variable } from '../core/variable.ts';
import { isFloat } from '../ndarray/dtype.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { gradientMismatch } from '../testing/gradient-check.ts';
import { registry, type RegisteredOp, type Sample } from './define-op.ts';
import { mul, sum } from './index.ts';
import { uniform } from './samples.ts';

/** Only the float inputs vary; labels stay as they are. */
function varying(op: RegisteredOp, { inputs, attrs }: Sample) {
  const places = inputs.flatMap((input, i) => (isFloat(input.dtype) ? [i] : []));
  const arrays = places.map((i) => inputs[i]!);
  const call = (...variables: Variable[]): Variable => {
    const all: (Variable | NDArray)[] = [...inputs];
    variables.forEach((variable, i) => (all[places[i]!] = variable));
    return op.run(all, attrs);
  };
  return { arrays, call };
}

/** Sum over the inputs of gradient times fixed weights: its gradient is the second order. */
function gradientSum(call: (...variables: Variable[]) => Variable): (...variables: Variable[]) => Variable {
  return (...variables) => {
    const y = call(...variables);
    sum(mul(y, uniform(y.shape, -1, 1, 5))).backward({ createGraph: true });
    const parts = variables.map(({ grad, shape }, i) => sum(mul(grad ?? 0, uniform(shape, -1, 1, 9 + i))));
    variables.forEach((variable) => variable.clearGrad());
    return parts.reduce((a, b) => a.add(b));
  };
}

describe.each([...registry.values()])('$name', (op) => {
  test('first order agrees with differences', () => {
    for (const sample of op.samples()) {
      const { arrays, call } = varying(op, sample);
      const weighted = (...variables: Variable[]) => {
        const y = call(...variables);
        return mul(y, uniform(y.shape, -1, 1, 3));
      };
      expect(gradientMismatch(weighted, arrays, { rtol: 1e-6, atol: 1e-7 })).toBeNull();
    }
  });

  test('second order agrees with differences', () => {
    for (const sample of op.samples()) {
      const { arrays, call } = varying(op, sample);
      expect(secondOrder(gradientSum(call), arrays)).toBeNull();
    }
  });

  test('float32 stays float32', () => {
    for (const { inputs, attrs } of op.samples()) {
      const narrow = inputs.map((input) => (isFloat(input.dtype) && input.ndim > 0 ? input.astype('float32') : input));
      if (!narrow.some((input) => input.dtype === 'float32')) continue;
      const y = op.run(narrow, attrs);
      if (y.ndim > 0) expect(y.dtype).toBe('float32');
    }
  });

  test('shapes that do not fit are refused with a sentence', () => {
    const misfits = op.misfits();
    if (op.samples().some(({ inputs }) => inputs.length > 1) && !/Simple|CrossEntropy$/.test(op.name))
      expect(misfits.length).toBeGreaterThan(0);
    for (const { inputs, attrs } of misfits) {
      expect(() => op.run(inputs, attrs)).toThrow(ShapeError);
      expect(() => op.run(inputs, attrs)).toThrow(/\d/);
    }
  });
});

function secondOrder(f: (...variables: Variable[]) => Variable, arrays: readonly NDArray[]) {
  const variables = arrays.map((data) => new Variable(data));
  const s = f(...variables);
  s.backward();
  const got = variables.map((variable) => variable.grad?.data.toFlat() ?? variable.data.toFlat().map(() => 0));
  const value = (data: readonly NDArray[]) => f(...data.map((one) => new Variable(one))).item();
  for (const [input, array] of arrays.entries()) {
    for (const [index] of array.toFlat().entries()) {
      const at = (change: number) =>
        value(
          arrays.map((one, i) => {
            if (i !== input) return one;
            const moved = one.astype('float64');
            moved.storage.write()[index]! += change;
            return moved;
          })
        );
      const numerical = (at(1e-5) - at(-1e-5)) / 2e-5;
      const backward = got[input]![index]!;
      if (Math.abs(backward - numerical) > 1e-6 + 1e-5 * Math.abs(numerical))
        return { input, index, backward, numerical };
    }
  }
  return null;
}
