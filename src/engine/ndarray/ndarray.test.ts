import { describe, expect, test } from 'vitest';
import type { DType } from './dtype.ts';
import * as nd from './nd.ts';
import type { NDArray } from './ndarray.ts';

const values = (x: NDArray): unknown => x.toArray();
const grid = (): NDArray => nd.arange(12).reshape(3, 4);

describe('views', () => {
  test('share their storage', () => {
    const x = grid();
    expect(x.T.storage).toBe(x.storage);
    expect(x.get(nd.slice(1)).storage).toBe(x.storage);
    expect(x.reshape(2, 6).storage).toBe(x.storage);
    expect(x.T.reshape(12).storage).not.toBe(x.storage);
    expect(nd.array([1, 2]).broadcastTo(3, 2).strides).toEqual([0, 1]);
    x.get(0).set([nd.slice()], 7);
    expect(values(x.get(0))).toEqual([7, 7, 7, 7]);
  });
  test('reshape splits and joins evenly spaced axes without a copy', () => {
    const x = nd.arange(24).reshape(2, 3, 4).transpose(1, 0, 2);
    expect(x.reshape(3, 2, 2, 2).storage).toBe(x.storage);
    expect(values(x.reshape(3, 2, 2, 2).get(1, 1))).toEqual(values(x.get(1, 1).reshape(2, 2)));
    expect(values(x.reshape(-1))).toEqual(x.toFlat());
  });
  test('transpose, squeeze, expandDims', () => {
    expect(nd.zeros([2, 3, 4]).transpose(2, 0, 1).shape).toEqual([4, 2, 3]);
    expect(nd.zeros([2, 1, 3, 1]).squeeze().shape).toEqual([2, 3]);
    expect(nd.zeros([2, 3]).expandDims(-1).shape).toEqual([2, 3, 1]);
  });
});

describe('indexing', () => {
  test.each<[string, (x: NDArray) => NDArray, unknown]>([
    ['row', (x) => x.get(1), [4, 5, 6, 7]],
    ['negative', (x) => x.get(-1, -1), 11],
    [
      'slice',
      (x) => x.get(nd.slice(), nd.slice(1, 3)),
      [
        [1, 2],
        [5, 6],
        [9, 10]
      ]
    ],
    [
      'reverse',
      (x) => x.get(nd.slice(null, null, -2)),
      [
        [8, 9, 10, 11],
        [0, 1, 2, 3]
      ]
    ],
    ['ellipsis', (x) => x.get('...', 0), [0, 4, 8]],
    ['newaxis', (x) => x.get(0, nd.newaxis), [[0, 1, 2, 3]]],
    [
      'rows',
      (x) => x.get([2, 0, 2]),
      [
        [8, 9, 10, 11],
        [0, 1, 2, 3],
        [8, 9, 10, 11]
      ]
    ],
    [
      'columns',
      (x) => x.get(nd.slice(), [3, 0]),
      [
        [3, 0],
        [7, 4],
        [11, 8]
      ]
    ],
    [
      'matrix of rows',
      (x) => x.get(nd.array([[0], [1]], 'int32')).reshape(2, 4),
      [
        [0, 1, 2, 3],
        [4, 5, 6, 7]
      ]
    ],
    [
      'mask',
      (x) => x.get([true, false, true]),
      [
        [0, 1, 2, 3],
        [8, 9, 10, 11]
      ]
    ],
    ['full mask', (x) => x.get(nd.greater(x, 8)), [9, 10, 11]]
  ])('%s', (_, pick, expected) => {
    expect(values(pick(grid()))).toEqual(expected);
  });
  test('set and addAt', () => {
    expect(values(nd.zeros([2, 3]).set([nd.slice(), 1], [1, 2].length))).toEqual([
      [0, 2, 0],
      [0, 2, 0]
    ]);
    expect(values(nd.zeros(4).addAt([[1, 1, 3]], nd.array([1, 2, 3])))).toEqual([0, 3, 0, 3]);
    expect(
      values(
        nd.zeros([2, 3]).addAt(
          [nd.slice(), [0, 0]],
          nd.array([
            [1, 2],
            [3, 4]
          ])
        )
      )
    ).toEqual([
      [3, 0, 0],
      [7, 0, 0]
    ]);
    expect(values(nd.zeros([2, 2]).set([[1]], 5))).toEqual([
      [0, 0],
      [5, 5]
    ]);
    expect(values(nd.arange(5).set([nd.slice(1, null)], nd.arange(4)))).toEqual([0, 0, 1, 2, 3]);
  });
  test('refuses what is outside', () => {
    expect(() => grid().get(3)).toThrow('index: 3 is outside of axis 0, which has length 3.');
    expect(() => grid().get(0, 0, 0)).toThrow('index: 3 indices are too many for an array of shape (3, 4).');
  });
});

describe('arithmetic', () => {
  test('broadcasts', () => {
    expect(values(nd.array([[1], [2]]).add(nd.array([10, 20])))).toEqual([
      [11, 21],
      [12, 22]
    ]);
    expect(values(grid().T.sub(grid().T))).toEqual(nd.zeros([4, 3]).toArray());
    expect(values(nd.array([1, 2, 4]).rdiv(8))).toEqual([8, 4, 2]);
    expect(values(nd.array([1, 2, 3]).pow(2))).toEqual([1, 4, 9]);
    expect(values(nd.array([1, 2, 3]).rpow(2))).toEqual([2, 4, 8]);
    expect(() => nd.zeros([2, 3]).add(nd.zeros([2]))).toThrow('add: shapes (2, 3) and (2,) do not fit together');
  });
  test('is in place for += with one or more dimensions', () => {
    const x = nd.ones([2, 2], 'float32');
    expect(x.isub(nd.array([0.5, 0.25]))).toBe(x);
    expect([x.dtype, values(x)]).toEqual([
      'float32',
      [
        [0.5, 0.75],
        [0.5, 0.75]
      ]
    ]);
    const scalar = nd.array(1);
    expect(scalar.iadd(1) === scalar).toBe(false);
    const y = nd.arange(6).astype('float64');
    y.get(nd.slice(1, null)).iadd(y.get(nd.slice(null, -1)));
    expect(values(y)).toEqual([0, 1, 3, 5, 7, 9]);
    expect(() => nd.arange(3).iadd(0.5)).toThrow('the result is a float');
    expect(() => nd.arange(3).iadd(nd.zeros([2, 3], 'int32'))).toThrow('cannot stretch (2, 3) to (3,)');
  });
  test.each<[DType, DType, DType]>([
    ['float32', 'float64', 'float64'],
    ['int32', 'float32', 'float64'],
    ['uint8', 'float32', 'float32'],
    ['bool', 'float32', 'float32'],
    ['uint8', 'int32', 'int32'],
    ['bool', 'bool', 'bool']
  ])('%s with %s gives %s', (a, b, expected) => {
    expect(nd.ones(2, a).mul(nd.ones(2, b)).dtype).toBe(expected);
  });
  test('0-d and plain numbers are weak', () => {
    expect(nd.ones(2, 'float32').mul(nd.array(2)).dtype).toBe('float32');
    expect(nd.ones(2, 'float32').mul(0.1).toFlat()[0]).toBe(Math.fround(0.1));
    expect(nd.ones(2, 'int32').mul(2).dtype).toBe('int32');
    expect(nd.ones(2, 'int32').mul(0.5).dtype).toBe('float64');
    expect(nd.array(1, 'float32').add(nd.array(1)).dtype).toBe('float64');
    expect(nd.ones(2, 'int32').div(nd.ones(2, 'int32')).dtype).toBe('float64');
  });
  test('int32 does not wrap', () => {
    expect(() => nd.full(2, 2 ** 30, 'int32').mul(4)).toThrow('outside of int32');
  });
});

describe('reductions', () => {
  test('along axes', () => {
    const x = nd.arange(24).reshape(2, 3, 4);
    expect(x.sum().item()).toBe(276);
    expect(values(x.sum([0, -1]))).toEqual([60, 92, 124]);
    expect(x.sum(1, true).shape).toEqual([2, 1, 4]);
    expect(values(x.T.max(0))).toEqual(
      [
        [3, 15],
        [7, 19],
        [11, 23]
      ].map((row) => row)
    );
    expect(values(x.mean([0, 2]))).toEqual([7.5, 11.5, 15.5]);
    expect(values(x.argmax(2))).toEqual([
      [3, 3, 3],
      [3, 3, 3]
    ]);
    expect(
      nd
        .array([
          [1, 9],
          [9, 2]
        ])
        .argmax()
        .item()
    ).toBe(1);
    expect(values(nd.sumTo(x, [3, 1]))).toEqual([[60], [92], [124]]);
    expect(nd.array([true, true]).sum().item()).toBe(2);
    expect(() => x.sum(3)).toThrow('sum: axis 3 is not there; the array has 3 axes.');
  });
  test('add pairwise as NumPy', () => {
    expect(nd.full(1000, 0.1).sum().item()).toBe(100.00000000000001);
    expect(nd.full(1000, 0.1, 'float32').sum().item()).toBe(Math.fround(100.000015));
    expect(nd.full([7, 13, 11], 0.1).sum([0, 2]).get(0).item()).toBe(7.699999999999999);
    expect(nd.full([300, 5], 0.1).T.sum(1).get(0).item()).toBe(30.000000000000156);
    expect(nd.full([10, 100], 0.1).sum(0).get(0).item()).toBe(0.9999999999999999);
  });
});

describe('matmul', () => {
  test.each<[number[], number[], number[]]>([
    [[3], [3], []],
    [[2, 3], [3], [2]],
    [[3], [3, 4], [4]],
    [
      [2, 3],
      [3, 4],
      [2, 4]
    ],
    [
      [5, 2, 3],
      [3, 4],
      [5, 2, 4]
    ],
    [
      [5, 1, 2, 3],
      [6, 3, 4],
      [5, 6, 2, 4]
    ]
  ])('%j · %j gives %j', (a, b, expected) => {
    expect(nd.ones(a).matmul(nd.ones(b)).shape).toEqual(expected);
    expect(
      nd
        .ones(a)
        .matmul(nd.ones(b))
        .toFlat()
        .every((one) => one === 3)
    ).toBe(true);
  });
  test('says what does not fit', () => {
    expect(() => nd.zeros([3, 4]).matmul(nd.zeros([5, 2]))).toThrow(
      'matmul: inner sizes differ, (3, 4) · (5, 2): 4 ≠ 5'
    );
  });
});

test('joining, choosing, comparing', () => {
  expect(values(nd.concatenate([[[1, 2]], [[3, 4]]], 1))).toEqual([[1, 2, 3, 4]]);
  expect(
    values(
      nd.stack(
        [
          [1, 2],
          [3, 4]
        ],
        1
      )
    )
  ).toEqual([
    [1, 3],
    [2, 4]
  ]);
  expect(values(nd.where(nd.greater([1, 5, 3], 2), [1, 2, 3], 0))).toEqual([0, 2, 3]);
  expect(nd.allclose([1, 2], [1, 2 + 1e-9])).toBe(true);
  expect(values(nd.tril(nd.ones([2, 2])))).toEqual([
    [1, 0],
    [1, 1]
  ]);
  expect(values(nd.arange(1, 2, 0.25))).toEqual([1, 1.25, 1.5, 1.75]);
  expect(values(nd.eye(2))).toEqual([
    [1, 0],
    [0, 1]
  ]);
  expect([...nd.array([1, 2])].map((one) => one.item())).toEqual([1, 2]);
  expect(() => nd.array([[1], [2, 3]])).toThrow('array: the nested lists do not form a grid');
});
