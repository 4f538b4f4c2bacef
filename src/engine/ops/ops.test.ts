/** Every registered op is checked from its samples; a new op needs no test of its own. */
import { describe, expect, test } from 'vitest';
import type { Backend } from '../backends/backend.ts';
import { registerBackend, usingBackend } from '../backends/current.ts';
import { probeWebgpu } from '../backends/webgpu/probe.ts';
import { noGrad } from '../core/config.ts';
import { ShapeError } from '../core/errors.ts';
import { Variable } from '../core/variable.ts';
import { isFloat } from '../ndarray/dtype.ts';
import { slice } from '../ndarray/indexing.ts';
import * as nd from '../ndarray/nd.ts';
import { sameShape } from '../ndarray/shape.ts';
import { firstOrderMismatch, secondOrderMismatch, thirdOrderMismatch } from '../testing/op-checks.ts';
import { uniform } from './samples.ts';
import { registry, type RegisteredOp, type Sample } from './define-op.ts';
import { getItem, mul, reshape } from './index.ts';

type Gradients = readonly (Variable | null)[];

describe.each([...registry.values()])('$name', (op) => {
  test('first order agrees with differences', () => {
    for (const sample of op.samples()) expect(firstOrderMismatch(op, sample)).toBeNull();
  });

  test('second order agrees with differences', () => {
    for (const sample of op.samples()) expect(secondOrderMismatch(op, sample)).toBeNull();
  });

  test('third order agrees with differences', () => {
    for (const sample of op.samples()) expect(thirdOrderMismatch(op, sample)).toBeNull();
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
    if (op.samples().some(({ inputs }) => inputs.length > 1)) expect(misfits.length).toBeGreaterThan(0);
    for (const { inputs, attrs } of misfits) {
      expect(() => op.run(inputs, attrs)).toThrow(ShapeError);
      expect(() => op.run(inputs, attrs)).toThrow(/\d/);
    }
  });
});

const NUMBERS = [1.5, -0.7, 0, -0, 2, 1e-3, 40, Infinity, NaN];

/** Output, gradients and dtypes of one call on 0-d arrays, with the gradient `gy` coming in. */
function onNumbers(op: RegisteredOp, numbers: readonly number[], attrs: unknown, gy: number): unknown[] {
  const inputs = numbers.map((one) => new Variable(nd.array(one)));
  const y = op.run(inputs, attrs);
  const first = y.creator;
  y.grad = new Variable(nd.array(gy));
  y.backward();
  const all = [noGrad(() => op.run(inputs, attrs)), y, ...inputs.map(({ grad }) => grad!)];
  return [first?.label, ...all.map(({ data }) => [data.item(), data.dtype, data.shape])];
}

describe.each([...registry.values()].filter((op) => op.general !== undefined))('$name on plain numbers', (op) => {
  const attributes = [...new Map(op.samples().map(({ attrs }) => [JSON.stringify(attrs), attrs])).values()];
  const arity = Math.max(...op.samples().map(({ inputs }) => inputs.length));
  const tuples = NUMBERS.flatMap((a) => (arity === 1 ? [[a]] : NUMBERS.map((b) => [a, b])));

  test('gives what the general rule gives, bit for bit', () => {
    for (const attrs of attributes)
      for (const numbers of tuples)
        for (const gy of [1, -0.37])
          expect(onNumbers(op, numbers, attrs, gy), `of ${String(numbers)}`).toEqual(
            onNumbers(op.general!, numbers, attrs, gy)
          );
  });

  test('asks no backend', () => {
    registerBackend('webgpu', () => ({ backend: {} as Backend, reason: null }));
    const run = (one: RegisteredOp) =>
      usingBackend('webgpu', () => onNumbers(one, [0.5, 1.5].slice(-arity), attributes[0], 1));
    try {
      run(op);
      expect(() => run(op.general!)).toThrow(TypeError);
    } finally {
      registerBackend('webgpu', probeWebgpu);
    }
  });
});

describe.each(['tanh', 'sigmoid'])('the gradient of %s in one pass', (name) => {
  const op = registry.get(name)!;

  test.each(['float64', 'float32'] as const)('is that of the rule in ops, bit for bit, in %s', (dtype) => {
    const x = new Variable(uniform([7, 5], -4, 4).astype(dtype));
    const gy = new Variable(uniform([7, 5], -2, 2, 1).astype(dtype));
    const gradient = (createGraph: boolean): number[] => {
      const y = op.run([x], null);
      x.clearGrad();
      y.grad = gy;
      y.backward({ createGraph });
      expect(x.grad!.dtype).toBe(dtype);
      return x.grad!.data.toFlat();
    };
    expect(gradient(false)).toEqual(gradient(true));
  });
});

/** The checks are worth something only if they find a wrong rule, in every op and in every one of its gradients. */
describe.each([...registry.values()].filter((op) => op.withGradients !== undefined))('a broken $name', (op) => {
  const gradients = Math.max(...op.samples().map(({ inputs }) => inputs.filter(({ dtype }) => isFloat(dtype)).length));

  test.each(Array.from({ length: gradients }, (_, i) => i))('is noticed when gradient %i is 1 % off', (at) => {
    expect(noticed(op, firstOrderMismatch, (gs) => only(gs, at, (g) => mul(g, 1.01)))).toBe(true);
  });

  test.each(Array.from({ length: gradients }, (_, i) => i))('is noticed when gradient %i is left out', (at) => {
    expect(noticed(op, firstOrderMismatch, (gs) => gs.map((g, i) => (i === at ? null : g)))).toBe(true);
  });

  test('is noticed when the elements of a gradient change places', () => {
    expect(noticed(op, firstOrderMismatch, (gs) => gs.map((g) => (g === null ? null : reversed(g))))).toBe(true);
  });

  // Gradients of different shapes cannot change places unseen (core.test.ts); both gradients of a sum are the same.
  const alike = op.samples().some(({ inputs: [a, b] }) => a && b && isFloat(b.dtype) && sameShape(a.shape, b.shape));
  if (alike && op.name !== 'add')
    test('is noticed when two gradients change places', () => {
      const changed = ([first, second, ...rest]: Gradients): Gradients =>
        sameShape(first!.shape, second!.shape) ? [second!, first!, ...rest] : [first!, second!, ...rest];
      expect(noticed(op, firstOrderMismatch, changed)).toBe(true);
    });

  test.each(Array.from({ length: gradients }, (_, i) => i))('is noticed when gradient %i has no graph', (at) => {
    expect(noticed(op, secondOrderMismatch, (gs) => only(gs, at, (g) => new Variable(g.data)))).toBe(true);
  });
});

function only(gradients: Gradients, at: number, change: (gradient: Variable) => Variable): Gradients {
  return gradients.map((gradient, i) => (i === at && gradient !== null ? change(gradient) : gradient));
}

function reversed(x: Variable): Variable {
  return reshape(getItem(reshape(x, [-1]), slice(null, null, -1)), x.shape);
}

/** Whether the check finds a mismatch in some sample once the gradients are changed. */
function noticed(
  op: RegisteredOp,
  check: (op: RegisteredOp, sample: Sample) => unknown,
  change: (gradients: Gradients) => Gradients
): boolean {
  const broken = op.withGradients!(change);
  return op.samples().some((sample) => check(broken, sample) !== null);
}
