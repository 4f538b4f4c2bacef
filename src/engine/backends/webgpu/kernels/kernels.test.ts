import { expect, test } from 'vitest';
import { kernels } from './index.ts';
import { linear } from './kernel.ts';
import { stridedParams } from './strided.ts';

test('every kernel declares as many arrays as it takes', () => {
  for (const [name, { wgsl, inputs }] of Object.entries(kernels)) {
    const bindings = [...wgsl.matchAll(/@binding\((\d+)\)/g)].map(([, number]) => Number(number));
    expect(bindings.sort(), name).toEqual(Array.from({ length: inputs + 2 }, (_, i) => i));
  }
});

test('the operations of a backend have kernels', () => {
  const unary = 'neg abs sign square exp log sin cos tanh sqrt sigmoid relu floor ceil round'.split(' ');
  const binary = 'add sub mul div pow maximum minimum mod'.split(' ');
  const compare = 'equal notEqual less lessEqual greater greaterEqual'.split(' ');
  for (const op of [...unary, 'sum', 'max', 'min', 'matmul', 'copy', 'where']) expect(kernels).toHaveProperty(op);
  for (const op of [...binary, ...compare])
    for (const name of [op, `${op}.left`, `${op}.right`]) expect(Object.keys(kernels)).toContain(name);
});

test('axes that lie evenly one behind the other are merged', () => {
  const rows = { offset: 0, strides: [12, 4, 1] };
  expect(stridedParams([2, 3, 4], [rows])).toEqual([1, 0, 24, 1]);
  expect(stridedParams([2, 3, 4], [rows, { offset: 5, strides: [0, 1, 0] }])).toEqual([
    3, 0, 5, 4, 1, 0, 3, 4, 1, 2, 12, 0
  ]);
  expect(stridedParams([], [{ offset: 3, strides: [] }])).toEqual([1, 3, 1, 0]);
  expect(stridedParams([1, 5], [{ offset: 4, strides: [9, -1] }])).toEqual([1, 4, 5, -1]);
});

test('a long row of workgroups is folded', () => {
  expect(linear(1, 64)).toEqual([1, 1, 1]);
  expect(linear(64 * 32_769, 64)).toEqual([32_768, 2, 1]);
});
