import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DType } from '../../ndarray/dtype.ts';
import * as nd from '../../ndarray/nd.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { RandomState } from '../../ndarray/random.ts';
import type { Pair } from '../backend.ts';
import { plain } from '../plain/index.ts';
import { wasm } from './index.ts';
import { abandonMemory, kernelMemory } from './instance.ts';
import { useKernels } from './settings.ts';
import { hasSet, KERNEL_SETS } from './webassembly.ts';

const random = new RandomState(4);
const make = (rows: number, columns: number, dtype: DType = 'float64'): NDArray =>
  random.randn(rows, columns).astype(dtype);

/** Against products that are made one by one, by the same kernels and for float64 by plain. */
function expectSums(target: NDArray, pairs: readonly Pair[]): void {
  const [one, slow] = [target.copy(), target.copy()];
  for (const [a, b] of pairs) wasm.binaryInto('add', one, wasm.matmul(a, b));
  plain.addProducts(slow, pairs);
  wasm.addProducts(target, pairs);
  expect(target.toFlat()).toEqual(one.toFlat());
  if (target.dtype === 'float64' && pairs.some((pair) => pair.some(({ dtype }) => dtype === 'float64')))
    expect(target.toFlat()).toEqual(slow.toFlat());
}

const pairsOf = (count: number, pair: () => Pair): Pair[] => Array.from({ length: count }, pair);

describe.each(KERNEL_SETS.filter(hasSet))('%s', (set) => {
  beforeEach(() => void useKernels({ set }));
  afterEach(() => void useKernels({ set: 'relaxed' }));

  test.each([
    [33, 17, 41],
    [1, 30, 100],
    [100, 1, 30],
    [7, 256, 5],
    [5, 257, 21],
    [2, 2, 2]
  ] as const)('(%d, %d) by (%d) columns, once and several times', (m, k, n) => {
    for (const dtype of ['float64', 'float32'] as const)
      for (const count of [1, 2, 5])
        expectSums(
          make(m, n, dtype),
          pairsOf(count, () => [make(m, k, dtype), make(k, n, dtype)])
        );
  });

  test('transposed, reversed, repeated and scattered operands, of both float types', () => {
    const [m, k, n] = [30, 20, 50];
    const layouts: ((dtype: DType) => Pair)[] = [
      (dtype) => [make(k, m, dtype).T, make(n, k).T],
      (dtype) => [make(m, k, dtype).get(nd.slice(null, null, -1)), make(k, n)],
      (dtype) => [make(m, k), nd.broadcastTo(make(1, n, dtype), [k, n])],
      (dtype) => [make(m * 3, k * 3, dtype).get(nd.slice(null, null, 3), nd.slice(null, null, 3)), make(k, n)]
    ];
    for (const dtype of ['float64', 'float32'] as const)
      for (const layout of layouts)
        expectSums(
          make(m, n),
          pairsOf(3, () => layout(dtype))
        );
  });

  test('pairs that do not lie alike, stacks and vectors, whole numbers, nothing', () => {
    const unlike = [
      [make(30, 20), make(20, 40)],
      [make(20, 30).T, make(20, 40)]
    ] as const;
    expectSums(make(30, 40), unlike);
    expectSums(make(30, 40), [unlike[0], [make(30, 20), make(20, 40, 'float32')]]);
    expectSums(random.randn(3, 20, 30), [[random.randn(3, 20, 10), make(10, 30)]]);
    expectSums(random.randn(60), [[make(60, 50), random.randn(50)]]);
    expectSums(make(30, 40), [[make(30, 20).mul(9).astype('int32'), make(20, 40)]]);
    expectSums(nd.zeros([0, 40]), [[nd.zeros([0, 20]), make(20, 40)]]);
    expectSums(make(30, 40), [[nd.zeros([30, 0]), nd.zeros([0, 40])]]);
    expectSums(make(30, 40), []);
  });

  test('targets that are views, operands of themselves or of another dtype', () => {
    const pair = (): Pair => [make(30, 20), make(20, 40)];
    const all = make(90, 40);
    const rows = all.get(nd.slice(30, 60));
    expectSums(rows, [pair(), pair()]);
    expectSums(make(40, 30).T, [pair(), pair()]);
    expectSums(make(30, 40, 'float32'), [pair()]);
    expectSums(make(30, 40), [[make(30, 20, 'float32'), make(20, 40, 'float32')]]);
    const square = make(30, 30);
    const copy = square.copy();
    wasm.addProducts(square, [[square, square]]);
    expect(square.toFlat()).toEqual(copy.add(plain.matmul(copy, copy)).toFlat());
  });
});

test('shapes that do not fit are refused', () => {
  expect(() => wasm.addProducts(make(30, 41), [[make(30, 20), make(20, 40)]])).toThrow('cannot stretch');
});

test('where the machine has no memory left, plain computes', () => {
  abandonMemory();
  const grow = vi.spyOn(kernelMemory(), 'grow').mockImplementation(() => {
    throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
  });
  expectSums(make(30, 40), [[make(30, 20), make(20, 40)]]);
  expect(grow).toHaveBeenCalled();
  abandonMemory();
});
