import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { DType } from './dtype.ts';
import * as nd from './nd.ts';

interface Case {
  value: { shape: number[]; dtype: string; data?: (number | string | boolean)[] };
  str_of_array: string;
}

const file = new URL('../../../tests/golden/data/repr.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] };

test.each(cases)('prints as NumPy: $str_of_array', ({ value, str_of_array }) => {
  const dtype = (value.dtype === 'int64' ? 'int32' : value.dtype) as DType;
  const array =
    value.data === undefined
      ? nd
          .arange(value.shape.reduce((a, b) => a * b, 1))
          .reshape(value.shape)
          .astype(dtype)
      : nd.array(value.data.map(Number), dtype).reshape(value.shape);
  expect(array.toString()).toBe(str_of_array);
});

test('wraps long lines and summarises', () => {
  expect(String(nd.linspace(0, 1, 12))).toBe(
    '[0.         0.09090909 0.18181818 0.27272727 0.36363636 0.45454545\n' +
      ' 0.54545455 0.63636364 0.72727273 0.81818182 0.90909091 1.        ]'
  );
  expect(String(nd.zeros([40, 30]))).toBe(
    '[[0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n ...\n' +
      ' [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]]'
  );
});

test('rounds the exact value, half to even', () => {
  expect(String(nd.array([0.001953125, 1]))).toBe('[0.00195312 1.        ]');
  expect(String(nd.array([0.5, 99999999.5]))).toBe('[5.00000000e-01 9.99999995e+07]');
});

test('float32 shows its own digits, halves go to the even one', () => {
  // Beside longer numbers those of the exact value: 2e-4 is 1.99999995e-04 in float32.
  expect(String(nd.array([1e7, 0.0002, 1 / 3], 'float32'))).toBe('[1.0000000e+07 1.9999999e-04 3.3333334e-01]');
  expect(String(nd.array([0.0002], 'float32'))).toBe('[0.0002]');
  expect(String(nd.array([-2218058.25], 'float32'))).toBe('[-2218058.2]');
});

test('true keeps the width of false', () => {
  expect(String(nd.array([true, true]))).toBe('[ True  True]');
});
