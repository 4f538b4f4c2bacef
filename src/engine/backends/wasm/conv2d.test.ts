/** Convolution and its adjoints on the wasm backend against plain, over shapes at and off the edges of tiles. */
import { describe, expect, test } from 'vitest';
import type { DType } from '../../ndarray/dtype.ts';
import { slice } from '../../ndarray/indexing.ts';
import * as nd from '../../ndarray/nd.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { RandomState } from '../../ndarray/random.ts';
import { placesOn } from '../by-patches.ts';
import type { Pair, Window2d } from '../pictures.ts';
import { plain } from '../plain/index.ts';
import { wasm } from './index.ts';

interface Case {
  /** (N, C, H, W) and the number of kernels. */
  x: readonly [number, number, number, number];
  oc: number;
  kernel: Pair;
  stride?: Pair;
  pad?: Pair;
}

const cases: readonly Case[] = [
  { x: [2, 3, 9, 11], oc: 5, kernel: [3, 3], pad: [1, 1] },
  { x: [1, 1, 28, 28], oc: 16, kernel: [3, 3], pad: [1, 1] },
  { x: [3, 16, 14, 14], oc: 7, kernel: [3, 3], pad: [1, 1] },
  { x: [2, 4, 7, 7], oc: 13, kernel: [3, 3], pad: [1, 1] },
  { x: [2, 5, 8, 3], oc: 4, kernel: [2, 3] },
  { x: [2, 40, 6, 5], oc: 9, kernel: [3, 3], pad: [0, 1] },
  { x: [1, 3, 21, 23], oc: 6, kernel: [7, 7], stride: [2, 2], pad: [3, 3] },
  { x: [2, 3, 12, 10], oc: 4, kernel: [4, 3], stride: [3, 2], pad: [1, 2] },
  { x: [2, 2, 17, 16], oc: 3, kernel: [2, 2], stride: [3, 4] },
  { x: [2, 6, 10, 9], oc: 8, kernel: [1, 1] },
  { x: [2, 6, 10, 9], oc: 8, kernel: [1, 1], stride: [2, 2] },
  { x: [3, 70, 5, 5], oc: 20, kernel: [1, 1], pad: [1, 2] },
  { x: [2, 300, 4, 4], oc: 3, kernel: [1, 1] },
  { x: [1, 2, 40, 2], oc: 3, kernel: [5, 1], pad: [2, 0] },
  { x: [1, 2, 3, 60], oc: 3, kernel: [1, 5], pad: [0, 4], stride: [1, 3] },
  { x: [1, 1, 300, 4], oc: 2, kernel: [2, 2], stride: [2, 2] },
  { x: [9, 2, 6, 6], oc: 4, kernel: [6, 6] },
  { x: [4, 60, 3, 3], oc: 2, kernel: [3, 3], pad: [2, 2], stride: [2, 1] },
  { x: [0, 2, 6, 6], oc: 4, kernel: [3, 3] },
  { x: [1, 1, 3, 3], oc: 1, kernel: [2, 2] }
];

const layouts: Readonly<Record<string, (x: NDArray) => NDArray>> = {
  contiguous: (x) => x,
  transposed: (x) => x.transpose(1, 0, 3, 2).copy().transpose(1, 0, 3, 2),
  'a part of a larger array': (x) => nd.concatenate([x, x], 0).get(slice(x.length, null))
};

const random = new RandomState(5);
const arrayOf = (dtype: DType, ...shape: readonly number[]) => random.randn(...shape).astype(dtype);

function expectSame(got: NDArray, expected: NDArray, dtype: DType): void {
  expect(got.shape).toEqual(expected.shape);
  expect(got.dtype).toBe(dtype);
  if (dtype === 'float64') expect(got.toFlat()).toEqual(expected.toFlat());
  else expect(nd.allclose(got, expected, 1e-4, 1e-4)).toBe(true);
}

describe.each(['float32', 'float64'] as DType[])('%s', (dtype) => {
  for (const [layout, moved] of Object.entries(layouts))
    test.each(cases)(`${layout}, $x with $oc kernels $kernel, stride $stride, padding $pad`, (one) => {
      const [n, c, height, width] = one.x;
      const window: Window2d = { kernel: one.kernel, stride: one.stride ?? [1, 1], pad: one.pad ?? [0, 0] };
      const x = arrayOf(dtype, ...one.x);
      const weights = arrayOf(dtype, one.oc, c, ...one.kernel);
      const biases = arrayOf(dtype, one.oc);
      const gy = arrayOf(dtype, n, one.oc, ...placesOn([height, width], window));
      const [mx, mw, mg] = [x, weights, gy].map(moved) as [NDArray, NDArray, NDArray];
      expectSame(wasm.conv2d(mx, mw, null, window), plain.conv2d(x, weights, null, window), dtype);
      expectSame(wasm.conv2d(mx, mw, biases, window), plain.conv2d(x, weights, biases, window), dtype);
      const size: Pair = [height, width];
      expectSame(wasm.spread2d(mg, mw, window, size), plain.spread2d(gy, weights, window, size), dtype);
      expectSame(wasm.kernelGradient2d(mx, mg, window), plain.kernelGradient2d(x, gy, window), dtype);
    });
});
