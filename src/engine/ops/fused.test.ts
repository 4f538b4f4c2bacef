/** The gradients of an op are the same numbers whether a graph is recorded on the way back or not, where they are fused. */
import { describe, expect, test } from 'vitest';
import { usingBackend } from '../backends/current.ts';
import { Variable } from '../core/variable.ts';
import { type DType, isFloat } from '../ndarray/dtype.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import * as nd from '../ndarray/nd.ts';
import { registry } from './define-op.ts';
import * as F from './index.ts';
import { uniform } from './samples.ts';

type Call = (...inputs: Variable[]) => Variable;

/** Gradients of the weighted output by all float inputs. */
function gradients(call: Call, inputs: readonly NDArray[], createGraph: boolean): NDArray[] {
  const variables = inputs.map((data) => new Variable(data));
  const y = call(...variables);
  F.sum(F.mul(y, uniform(y.shape, -1, 1, 3).astype(y.dtype))).backward({ createGraph });
  return variables.flatMap(({ grad }) => (grad === null ? [] : [grad.data]));
}

function compare(call: Call, inputs: readonly NDArray[], tolerance: number): void {
  const wanted = gradients(call, inputs, true);
  const fused = gradients(call, inputs, false);
  expect(fused.map(({ dtype, shape }) => [dtype, shape])).toEqual(wanted.map(({ dtype, shape }) => [dtype, shape]));
  fused.forEach((one, i) => {
    expect(nd.allclose(one, wanted[i]!, tolerance, tolerance, true)).toBe(true);
  });
}

describe.each(['float64', 'float32'] as DType[])('%s', (dtype) => {
  const tolerance = dtype === 'float64' ? 1e-14 : 1e-6;

  test.each([...registry.values()])('$name on its samples', (op) => {
    for (const { inputs, attrs } of op.samples()) {
      const floats = inputs.filter((one) => isFloat(one.dtype)).map((one) => one.astype(dtype));
      const call: Call = (...variables) => {
        const rest = [...variables];
        return op.run(
          inputs.map((one) => (isFloat(one.dtype) ? (rest.shift() ?? one) : one)),
          attrs
        );
      };
      compare(call, floats, tolerance);
    }
  });

  const x = uniform([60, 50], -3, 3).astype(dtype);
  const row = uniform([50], 0.5, 2, 1).astype(dtype);
  const labels = nd.mod(nd.arange(60), 50);
  const large: [string, Call, NDArray[]][] = [
    ['sigmoid', F.sigmoid, [x]],
    ['tanh', F.tanh, [x]],
    ['relu', F.relu, [x]],
    ['leakyRelu', (a) => F.leakyRelu(a, 0.1), [x]],
    ['square', F.square, [x]],
    ['sin', F.sin, [x]],
    ['cos', F.cos, [x]],
    ['pow', (a) => F.pow(a, 2), [x]],
    ['clip', (a) => F.clip(a, -0.5, 0.7), [x]],
    ['max', (a) => F.max(a, 1), [x]],
    ['min', (a) => F.min(a, 0), [x]],
    ['softmax', (a) => F.softmax(a, 1), [x]],
    ['softmax down columns', (a) => F.softmax(a, 0), [x]],
    ['logSoftmax', (a) => F.logSoftmax(a, 1), [x]],
    ['softmaxCrossEntropy', (a) => F.softmaxCrossEntropy(a, labels.astype('int32')), [x]],
    ['softmaxCrossEntropy, small labels', (a) => F.softmaxCrossEntropy(a, labels.astype('uint8')), [x]],
    ['meanSquaredError', F.meanSquaredError, [x, row]],
    [
      'batchNorm',
      (a, gamma, beta) => F.batchNorm(a, gamma, beta, nd.zeros([50]), nd.ones([50])),
      [x, row, uniform([50], -1, 1, 2).astype(dtype)]
    ]
  ];
  describe.each(['wasm', 'plain'] as const)('on %s', (backend) => {
    test.each(large)('%s on arrays that are computed in blocks', (_name, call, inputs) => {
      usingBackend(backend, () => {
        compare(call, inputs, tolerance);
      });
    });
  });
});
