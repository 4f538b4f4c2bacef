import { describe, expect, test } from 'vitest';
import type { DType } from '../../ndarray/dtype.ts';
import * as nd from '../../ndarray/nd.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { RandomState } from '../../ndarray/random.ts';
import { currentBackend, probeBackend, setBackend, usingBackend } from '../current.ts';
import { plain } from '../plain/index.ts';
import { wasm } from './index.ts';

const random = new RandomState(3);
const sizes: [number, number, number][] = [
  [32, 32, 32],
  [33, 17, 41],
  [5, 300, 21],
  [64, 513, 9],
  [100, 784, 30],
  [4, 1000, 4]
];

describe.each(['float32', 'float64'] as DType[])('%s', (dtype) => {
  const layouts: [string, (rows: number, columns: number) => NDArray][] = [
    ['plain', (rows, columns) => random.randn(rows, columns).astype(dtype)],
    ['transposed', (rows, columns) => random.randn(columns, rows).astype(dtype).T],
    [
      'sliced',
      (rows, columns) =>
        random
          .randn(rows * 2, columns + 3)
          .astype(dtype)
          .get(nd.slice(null, null, 2), nd.slice(3, null))
    ]
  ];
  for (const [left, makeA] of layouts)
    for (const [right, makeB] of layouts)
      test.each(sizes)(`${left} · ${right}, %d x %d x %d, equals plain`, (m, k, n) => {
        const a = makeA(m, k);
        const b = makeB(k, n);
        const fast = wasm.matmul(a, b);
        const slow = plain.matmul(a, b);
        expect(fast.dtype).toBe(dtype);
        expect(fast.shape).toEqual([m, n]);
        if (dtype === 'float64') expect(fast.toFlat()).toEqual(slow.toFlat());
        else expect(nd.allclose(fast, slow, 1e-4, 1e-4)).toBe(true);
      });
});

test('stacks of matrices broadcast', () => {
  const a = random.randn(2, 1, 20, 30);
  const b = random.randn(3, 30, 40);
  const fast = wasm.matmul(a, b);
  expect(fast.shape).toEqual([2, 3, 20, 40]);
  expect(fast.toFlat()).toEqual(plain.matmul(a, b).toFlat());
});

test('backends are chosen by name', () => {
  setBackend('wasm');
  expect(currentBackend()).toBe(wasm);
  expect(usingBackend('plain', () => currentBackend().name)).toBe('plain');
  expect(currentBackend().name).toBe('wasm');
  expect(probeBackend('webgpu').reason).toContain('no GPU');
  expect(() => setBackend('webgpu')).toThrow('setBackend: webgpu cannot be used here');
});
