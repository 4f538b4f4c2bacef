import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DType } from '../../ndarray/dtype.ts';
import * as nd from '../../ndarray/nd.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { RandomState } from '../../ndarray/random.ts';
import { currentBackend, probeBackend, setBackend, usingBackend } from '../current.ts';
import { plain } from '../plain/index.ts';
import { wasm } from './index.ts';
import { abandonMemory, kernelMemory } from './instance.ts';
import { matmul } from './kernels/matmul.ts';
import { useKernels } from './settings.ts';
import { hasSet, KERNEL_SETS } from './webassembly.ts';

const random = new RandomState(3);
const sizes: [number, number, number][] = [
  [33, 17, 41],
  [5, 270, 21],
  [34, 513, 9],
  [1, 700, 35],
  [130, 260, 20],
  [4, 1000, 4],
  [1000, 7, 1]
];
type Make = (rows: number, columns: number) => NDArray;
const layouts: Record<string, (make: Make, rows: number, columns: number) => NDArray> = {
  plain: (make, rows, columns) => make(rows, columns),
  transposed: (make, rows, columns) => make(columns, rows).T,
  sliced: (make, rows, columns) => make(rows * 2, columns + 3).get(nd.slice(null, null, 2), nd.slice(3, null)),
  scattered: (make, rows, columns) => make(rows * 2, columns * 3).get(nd.slice(null, null, 2), nd.slice(1, null, 3)),
  reversed: (make, rows, columns) => make(rows, columns).get(nd.slice(null, null, -1), nd.slice(null, null, -1)),
  'one row repeated': (make, rows, columns) => nd.broadcastTo(make(1, columns), [rows, columns]),
  'one column repeated': (make, rows, columns) => nd.broadcastTo(make(rows, 1), [rows, columns])
};

function expectProduct(a: NDArray, b: NDArray, fast = wasm.matmul(a, b)): void {
  const slow = plain.matmul(a, b);
  expect(fast.dtype).toBe(slow.dtype);
  expect(fast.shape).toEqual(slow.shape);
  if (slow.dtype === 'float64') expect(fast.toFlat()).toEqual(slow.toFlat());
  // float32 adds up in float32, where plain adds up in float64.
  else expect(nd.allclose(fast, slow, 1e-4, 1e-4)).toBe(true);
}

describe.each(KERNEL_SETS.filter(hasSet))('%s', (set) => {
  beforeEach(() => void useKernels({ set }));
  afterEach(() => void useKernels({ set: 'relaxed' }));

  for (const dtype of ['float32', 'float64'] as DType[])
    for (const [left, makeA] of Object.entries(layouts))
      test.each(Object.keys(layouts))(`${dtype}: ${left} · %s`, (right) => {
        const make: Make = (rows, columns) => random.randn(rows, columns).astype(dtype);
        for (const [m, k, n] of sizes) expectProduct(makeA(make, m, k), layouts[right]!(make, k, n));
      });

  for (const [left, makeA] of Object.entries(layouts))
    test.each(Object.keys(layouts))(`float32: ${left} · float64: %s, and the other way round`, (right) => {
      const narrow: Make = (rows, columns) => random.randn(rows, columns).astype('float32');
      const wide: Make = (rows, columns) => random.randn(rows, columns);
      for (const [m, k, n] of sizes.slice(0, 4)) {
        expectProduct(makeA(narrow, m, k), layouts[right]!(wide, k, n));
        expectProduct(makeA(wide, m, k), layouts[right]!(narrow, k, n));
      }
    });

  test('elements do not depend on what is beside them', () => {
    const a = random.randn(130, 300).astype('float32');
    const b = random.randn(300, 70).astype('float32');
    const all = wasm.matmul(a, b);
    const corner = wasm.matmul(a.get(nd.slice(7, 40)), b.get(nd.slice(null), nd.slice(3, 30)));
    expect(corner.toFlat()).toEqual(all.get(nd.slice(7, 40), nd.slice(3, 30)).toFlat());
  });

  test('NaN and infinity stay where they belong', () => {
    const a = random.randn(20, 30).astype('float32');
    a.set([3, 4], NaN);
    a.set([5, 6], Infinity);
    const product = wasm.matmul(a, nd.ones([30, 20], 'float32'));
    expect(product.get(3).toFlat()).toEqual(Array<number>(20).fill(NaN));
    expect(product.get(5).toFlat()).toEqual(Array<number>(20).fill(Infinity));
    expect(
      product
        .get(4)
        .toFlat()
        .every((value) => Number.isFinite(value))
    ).toBe(true);
  });
});

test('stacks of matrices broadcast', () => {
  expectProduct(random.randn(2, 1, 20, 30), random.randn(3, 30, 40));
  expectProduct(random.randn(4, 20, 30), random.randn(30));
  expectProduct(random.randn(3, 4, 7, 20), random.randn(20, 30));
  expectProduct(nd.broadcastTo(random.randn(8, 20), [5, 8, 20]), random.randn(20, 30));
  expectProduct(random.randn(5, 8, 20).get(nd.slice(null), nd.slice(2, null)), random.randn(20, 30));
});

test('vectors, single elements and nothing', () => {
  expectProduct(random.randn(2000), random.randn(2000));
  expectProduct(random.randn(2000), random.randn(2000, 3));
  expectProduct(random.randn(1, 1), random.randn(1, 1));
  expectProduct(nd.zeros([0, 5]), nd.zeros([5, 40]));
  expectProduct(nd.zeros([40, 0]), nd.zeros([0, 50]));
});

test('other dtypes are converted on the way in, or are plain’s', () => {
  const whole = random.randn(40, 50).astype('int32');
  expectProduct(whole, random.randn(50, 30));
  expectProduct(whole, random.randn(50, 30).astype('float32'));
  expectProduct(random.randn(30, 40).astype('float32'), whole.astype('uint8'));
  expectProduct(whole, whole.T);
});

test('a product that does not fit is computed part by part', () => {
  for (const [m, k, n] of [
    [60, 50, 70],
    [3, 900, 2]
  ] as const) {
    const a = random.randn(m, k);
    const b = random.randn(n, k).T;
    expectProduct(a, b, matmul(a, b, 9_000));
  }
});

test('where the machine has no memory left, plain computes', () => {
  abandonMemory();
  const grow = vi.spyOn(kernelMemory(), 'grow').mockImplementation(() => {
    throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
  });
  expectProduct(random.randn(30, 40), random.randn(40, 50));
  expect(grow).toHaveBeenCalled();
  abandonMemory();
});

test('backends are chosen by name', () => {
  setBackend('wasm');
  expect(currentBackend()).toBe(wasm);
  expect(usingBackend('plain', () => currentBackend().name)).toBe('plain');
  expect(currentBackend().name).toBe('wasm');
  expect(probeBackend('webgpu').reason).toContain('no GPU');
  expect(() => setBackend('webgpu')).toThrow('setBackend: webgpu cannot be used here');
});
