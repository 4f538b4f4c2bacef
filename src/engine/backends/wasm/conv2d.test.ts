/** Convolution and its adjoints on the wasm backend against plain, over shapes at and off the edges of tiles. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DType } from '../../ndarray/dtype.ts';
import { slice } from '../../ndarray/indexing.ts';
import * as nd from '../../ndarray/nd.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { RandomState } from '../../ndarray/random.ts';
import { placesOn } from '../by-patches.ts';
import type { Pair, Window2d } from '../pictures.ts';
import { plain } from '../plain/index.ts';
import { wasm } from './index.ts';
import { abandonMemory, kernelMemory } from './instance.ts';
import { useKernels } from './settings.ts';
import { hasSet, KERNEL_SETS } from './webassembly.ts';

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

const kinds = KERNEL_SETS.filter(hasSet).flatMap((set) => [[set, 'float32'] as const, [set, 'float64'] as const]);

describe.each(kinds)('%s, %s', (set, dtype) => {
  beforeEach(() => void useKernels({ set }));
  afterEach(() => void useKernels({ set: 'relaxed' }));

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

test('other dtypes promote as in plain', () => {
  const window: Window2d = { kernel: [3, 3], stride: [1, 1], pad: [1, 1] };
  const pictures = random.randint(0, 255, [2, 4, 9, 9]);
  const weights = random.randn(6, 4, 3, 3);
  const biases = random.randn(6);
  for (const [x, w, b] of [
    [pictures.astype('uint8'), weights.astype('float32'), biases.astype('float32')],
    [pictures.astype('float32'), weights, biases],
    [pictures.astype('float32'), weights.astype('float32'), biases],
    [pictures.astype('int32'), weights.astype('float32'), biases.astype('float32')],
    [pictures.astype('int32'), weights.astype('int32'), biases.astype('int32')]
  ] as const) {
    const expected = plain.conv2d(x, w, b, window);
    const got = wasm.conv2d(x, w, b, window);
    expect(got.dtype).toBe(expected.dtype);
    expect(nd.allclose(got, expected, 1e-4, 1e-4)).toBe(true);
  }
  const gy = random.randn(2, 6, 9, 9);
  const x = pictures.astype('float32');
  expectSame(wasm.kernelGradient2d(x, gy, window), plain.kernelGradient2d(x, gy, window), 'float64');
  const narrow = weights.astype('float32');
  expectSame(wasm.spread2d(gy, narrow, window, [9, 9]), plain.spread2d(gy, narrow, window, [9, 9]), 'float64');
});

test('where the machine has no memory left, patches do', () => {
  const window: Window2d = { kernel: [3, 3], stride: [1, 1], pad: [1, 1] };
  const [x, weights, gy] = [random.randn(2, 4, 9, 9), random.randn(6, 4, 3, 3), random.randn(2, 6, 9, 9)];
  abandonMemory();
  const grow = vi.spyOn(kernelMemory(), 'grow').mockImplementation(() => {
    throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
  });
  expectSame(wasm.conv2d(x, weights, null, window), plain.conv2d(x, weights, null, window), 'float64');
  expectSame(wasm.spread2d(gy, weights, window, [9, 9]), plain.spread2d(gy, weights, window, [9, 9]), 'float64');
  expectSame(wasm.kernelGradient2d(x, gy, window), plain.kernelGradient2d(x, gy, window), 'float64');
  expect(grow).toHaveBeenCalled();
  abandonMemory();
});

test('more pictures than a job has chunks', () => {
  const window: Window2d = { kernel: [2, 2], stride: [1, 1], pad: [0, 1] };
  const [x, weights] = [random.randn(5000, 1, 3, 3), random.randn(2, 1, 2, 2)];
  const y = wasm.conv2d(x, weights, null, window);
  expectSame(y, plain.conv2d(x, weights, null, window), 'float64');
  expectSame(wasm.spread2d(y, weights, window, [3, 3]), plain.spread2d(y, weights, window, [3, 3]), 'float64');
  expectSame(wasm.kernelGradient2d(x, y, window), plain.kernelGradient2d(x, y, window), 'float64');
});
