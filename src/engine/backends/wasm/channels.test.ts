/** Normalising channels on the wasm backend: equal to plain in every bit. */
import { describe, expect, test } from 'vitest';
import type { DType } from '../../ndarray/dtype.ts';
import * as nd from '../../ndarray/nd.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { RandomState } from '../../ndarray/random.ts';
import { plain } from '../plain/index.ts';
import { wasm } from './index.ts';

const random = new RandomState(11);

function expectSame(got: NDArray, expected: NDArray): void {
  expect(got.shape).toEqual(expected.shape);
  expect(got.dtype).toBe(expected.dtype);
  expect(got.toFlat()).toEqual(expected.toFlat());
}

describe.each(['float32', 'float64'] as DType[])('%s', (dtype) => {
  test.each([
    [[4, 3, 5, 7]],
    [[2, 5, 4, 2]],
    [[3, 2, 1, 9]],
    [[30, 7, 16, 16]],
    [[1, 3, 11, 11]],
    [[2, 2, 95, 95]],
    [[3, 4, 12]],
    [[2, 3, 3, 2]],
    [[5, 4]],
    [[4, 1, 6, 6]],
    [[0, 3, 4, 4]]
  ])('%j', (shape) => {
    const channels = shape[1]!;
    const x = random
      .randn(...shape)
      .add(3)
      .astype(dtype);
    const gy = random.randn(...shape).astype(dtype);
    const [gamma, beta] = [random.rand(channels).astype(dtype), random.randn(channels).astype(dtype)];
    const moments = plain.channelMoments(x);
    const moved = nd.flip(nd.flip(x).copy());
    for (const input of [x, moved]) {
      expectSame(wasm.channelMoments(input).mean, moments.mean);
      expectSame(wasm.channelMoments(input).variance, moments.variance);
      expectSame(wasm.normalise(input, moments, gamma, beta, 1e-5), plain.normalise(x, moments, gamma, beta, 1e-5));
      const got = wasm.normaliseGradient(gy, input, moments, gamma, 1e-5);
      const expected = plain.normaliseGradient(gy, x, moments, gamma, 1e-5);
      expectSame(got.x, expected.x);
      expectSame(got.gamma, expected.gamma);
      expectSame(got.beta, expected.beta);
    }
  });
});

test('numbers of another dtype promote as in plain', () => {
  const x = random.randn(2, 3, 4, 4).astype('float32');
  const moments = { mean: random.rand(3), variance: random.rand(3) };
  const [gamma, beta] = [random.rand(3).astype('float32'), random.rand(3).astype('float32')];
  expectSame(wasm.normalise(x, moments, gamma, beta, 1e-5), plain.normalise(x, moments, gamma, beta, 1e-5));
});
