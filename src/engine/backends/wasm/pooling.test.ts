/** Pooling and its adjoints on the wasm backend: equal to plain in every bit, ties, NaN and padding included. */
import { describe, expect, test } from 'vitest';
import type { DType } from '../../ndarray/dtype.ts';
import * as nd from '../../ndarray/nd.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { RandomState } from '../../ndarray/random.ts';
import { placesOn } from '../by-patches.ts';
import type { Pair, Window2d } from '../pictures.ts';
import { plain } from '../plain/index.ts';
import { wasm } from './index.ts';

const cases: readonly [readonly [number, number, number, number], Pair, Pair, Pair][] = [
  [
    [2, 3, 8, 8],
    [2, 2],
    [2, 2],
    [0, 0]
  ],
  [
    [2, 3, 9, 11],
    [2, 2],
    [2, 2],
    [0, 0]
  ],
  [
    [1, 2, 28, 28],
    [2, 2],
    [2, 2],
    [0, 0]
  ],
  [
    [2, 1, 5, 6],
    [2, 2],
    [2, 2],
    [0, 0]
  ],
  [
    [2, 3, 8, 9],
    [2, 2],
    [2, 2],
    [1, 1]
  ],
  [
    [2, 3, 11, 9],
    [3, 3],
    [2, 2],
    [1, 1]
  ],
  [
    [2, 2, 7, 8],
    [3, 2],
    [1, 1],
    [2, 1]
  ],
  [
    [1, 2, 7, 8],
    [2, 3],
    [3, 4],
    [0, 2]
  ],
  [
    [40, 30, 4, 4],
    [2, 2],
    [1, 1],
    [0, 0]
  ],
  [
    [2, 3, 6, 5],
    [6, 5],
    [1, 1],
    [0, 0]
  ],
  [
    [2, 3, 100, 90],
    [3, 3],
    [3, 3],
    [0, 0]
  ],
  [
    [0, 3, 6, 6],
    [2, 2],
    [2, 2],
    [0, 0]
  ]
];

const random = new RandomState(7);
/** Few different numbers, so that there are ties; both zeros; some NaN. */
const withTies = (shape: readonly number[], dtype: DType): NDArray => {
  const x = random.randint(-3, 3, shape).astype(dtype);
  const flat = x.elements();
  for (let i = 0; i < flat.length; i += 7) flat[i] = -0;
  for (let i = 5; i < flat.length; i += 41) flat[i] = NaN;
  return x;
};

function expectSame(got: NDArray, expected: NDArray): void {
  expect(got.shape).toEqual(expected.shape);
  expect(got.dtype).toBe(expected.dtype);
  expect(got.toFlat()).toEqual(expected.toFlat());
}

describe.each(['float32', 'float64'] as DType[])('%s', (dtype) => {
  test.each(cases)('%j under %j, stride %j, padding %j', (shape, kernel, stride, pad) => {
    const window: Window2d = { kernel, stride, pad };
    const [n, c, height, width] = shape;
    const gy = random.randn(n, c, ...placesOn([height, width], window)).astype(dtype);
    for (const x of [random.randn(...shape).astype(dtype), withTies(shape, dtype)])
      for (const moved of [x, x.transpose(1, 0, 3, 2).copy().transpose(1, 0, 3, 2), nd.flip(nd.flip(x).copy())]) {
        expectSame(wasm.maxPool(moved, window), plain.maxPool(x, window));
        expectSame(wasm.maxPoolSpread(gy, moved, window), plain.maxPoolSpread(gy, x, window));
        expectSame(wasm.averagePool(moved, window), plain.averagePool(x, window));
      }
    const size: Pair = [height, width];
    expectSame(wasm.averagePoolSpread(gy, window, size), plain.averagePoolSpread(gy, window, size));
  });
});

test('gradients wider than the pictures', () => {
  const window: Window2d = { kernel: [2, 2], stride: [2, 2], pad: [0, 0] };
  const x = random.randn(3, 4, 8, 8);
  const gy = random.randn(3, 4, 4, 4);
  expectSame(wasm.maxPoolSpread(gy, x.astype('float32'), window), plain.maxPoolSpread(gy, x.astype('float32'), window));
  expectSame(wasm.maxPoolSpread(gy.astype('float32'), x, window), plain.maxPoolSpread(gy.astype('float32'), x, window));
});

test('whole numbers', () => {
  const window: Window2d = { kernel: [2, 2], stride: [2, 2], pad: [0, 0] };
  const x = random.randint(-5, 5, [3, 4, 8, 8]);
  expectSame(wasm.maxPool(x, window), plain.maxPool(x, window));
  expectSame(wasm.averagePool(x, window), plain.averagePool(x, window));
});
