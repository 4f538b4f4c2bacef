/**
 * Every registered op gives the same values and gradients on every backend that works here, on contiguous arrays and on
 * views of all kinds. The plain backend is the oracle. The GPU is emulated: what the webgpu backend sends is checked
 * here, its WGSL by `npm run golden -- DIR --backend webgpu` and the end-to-end tests.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { availableBackends, currentBackend, setBackend, usingBackend } from '../backends/current.ts';
import type { BackendName } from '../backends/backend.ts';
import { Variable } from '../core/variable.ts';
import { setHost } from '../host.ts';
import { isFloat } from '../ndarray/dtype.ts';
import { slice } from '../ndarray/indexing.ts';
import * as nd from '../ndarray/nd.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { EmulatedGpu } from '../testing/emulated-gpu.ts';
import { registry, type RegisteredOp, type Sample } from './define-op.ts';
import { mul, sum } from './index.ts';
import { uniform } from './samples.ts';

const before = currentBackend().name;
setHost({ now: () => 0, gpu: new EmulatedGpu() });
afterAll(() => {
  setHost(null);
  setBackend(before);
});

/** The same elements, lying elsewhere. */
const layouts: Readonly<Record<string, (x: NDArray) => NDArray>> = {
  contiguous: (x) => x,
  transposed: (x) => x.transpose().copy().transpose(),
  reversed: (x) => nd.flip(nd.flip(x).copy()),
  'every second element': (x) => (x.ndim === 0 ? x : nd.stack([x, nd.fullLike(x, 99)], -1).get('...', 0)),
  'a part of a larger array': (x) =>
    x.ndim === 0
      ? nd.concatenate([nd.zeros(3), x.reshape(1)]).get(3)
      : nd.concatenate([x, x], 0).get(slice(x.length, null))
};

/** The output and all gradients, as plain numbers. */
function results(op: RegisteredOp, { inputs, attrs }: Sample): { shape: readonly number[]; numbers: number[] }[] {
  const variables = inputs.map((data) => (isFloat(data.dtype) ? new Variable(data) : data));
  const y = op.run(variables, attrs);
  sum(mul(y, uniform(y.shape, -1, 1, 3).astype(y.dtype))).backward();
  const gradients = variables.flatMap((one) => (one instanceof Variable && one.grad !== null ? [one.grad.data] : []));
  return [y.data, ...gradients].map((data) => ({ shape: data.shape, numbers: data.toFlat() }));
}

const backends = availableBackends();
const cases = backends.flatMap((backend) => Object.keys(layouts).map((layout) => [backend, layout] as const));

describe.each(cases)('on %s, %s', (backend: BackendName, layout) => {
  test.each([...registry.values()])('$name', (op) => {
    for (const sample of op.samples())
      for (const dtype of ['float64', 'float32'] as const) {
        if (dtype === 'float32' && !sample.inputs.some((one) => isFloat(one.dtype))) continue;
        const inputs = sample.inputs.map((one) => (isFloat(one.dtype) ? one.astype(dtype) : one));
        const expected = usingBackend('plain', () => results(op, { ...sample, inputs }));
        const moved = inputs.map((one) => layouts[layout]!(one));
        const got = usingBackend(backend, () => results(op, { ...sample, inputs: moved }));
        expect(got.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
        // Sums over another order of the memory round differently, and a GPU computes in float32.
        const tolerance = dtype === 'float32' || backend === 'webgpu' ? 1e-5 : 1e-13;
        got.forEach(({ numbers }, i) => {
          expect(nd.allclose(numbers, expected[i]!.numbers, tolerance, tolerance, true)).toBe(true);
        });
      }
  });
});
