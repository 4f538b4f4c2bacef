import { expect, describe, test } from 'vitest';
import type { DType } from '../../ndarray/dtype.ts';
import * as nd from '../../ndarray/nd.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { RandomState } from '../../ndarray/random.ts';
import type { Axes } from '../backend.ts';
import { plain } from '../plain/index.ts';
import { wasm } from './index.ts';

const random = new RandomState(9);
const cases: [readonly number[], Axes][] = [
  [[5003], null],
  [[20001], null],
  [[70, 61], null],
  [[70, 61], [0]],
  [[70, 61], [1]],
  [[3, 9001], [1]],
  [[3, 9001], [0]],
  [[2, 20001], null],
  [[900, 3], [1]],
  [[900, 3], [0]],
  [[1, 600], [0]],
  [[4, 6, 50], [1]],
  [[4, 60, 50], [1]],
  [
    [4, 60, 50],
    [0, 2]
  ],
  [
    [3, 5, 7, 11],
    [0, 2, 3]
  ],
  [
    [2, 2, 100, 90],
    [0, 2, 3]
  ],
  [
    [6, 5, 4, 30],
    [0, 2]
  ],
  [
    [6, 5, 4, 30],
    [1, 3]
  ],
  [[6, 5, 4, 30], []]
];

describe.each(['float32', 'float64'] as DType[])('%s', (dtype) => {
  const equal = (fast: NDArray, slow: NDArray): void => {
    expect(fast.dtype).toBe(slow.dtype);
    expect(fast.shape).toEqual(slow.shape);
    expect(fast.toFlat()).toEqual(slow.toFlat());
  };

  test.each(cases)('%j over %j equals plain bit for bit', (shape, axes) => {
    const x = random.randn(...shape).astype(dtype);
    for (const op of ['sum', 'max', 'min'] as const)
      for (const keepdims of [true, false])
        equal(wasm.reduce(op, x, axes, keepdims), plain.reduce(op, x, axes, keepdims));
    for (const one of [x.T, x.get(nd.slice(null, null, -1))])
      if (axes === null) equal(wasm.reduce('sum', one, null, false), plain.reduce('sum', one, null, false));
  });

  test('zeros of both signs, infinities and NaN are chosen and added as by plain', () => {
    const rows = [
      nd.zeros([600]).mul(-1),
      nd.where(nd.arange(600).sub(300), nd.zeros([600]).mul(-1), nd.zeros([600])),
      nd.fullLike(nd.zeros([600]), -Infinity),
      nd.where(nd.arange(600).sub(577), random.randn(600), NaN)
    ];
    const x = nd.stack(rows, 0).astype(dtype);
    for (const op of ['sum', 'max', 'min'] as const)
      for (const axes of [[0], [1]]) equal(wasm.reduce(op, x, axes, false), plain.reduce(op, x, axes, false));
    for (const op of ['max', 'min'] as const)
      for (const axis of [null, 0, 1]) equal(wasm.argReduce(op, x, axis, false), plain.argReduce(op, x, axis, false));
  });

  test('the place of the first largest, with ties', () => {
    const x = random.randn(5, 777).astype(dtype);
    x.set([2, 5], 9).set([2, 700], 9);
    for (const keepdims of [true, false])
      for (const axis of [null, 0, 1])
        equal(wasm.argReduce('max', x, axis, keepdims), plain.argReduce('max', x, axis, keepdims));
  });

  test('what was broadcast is added up again', () => {
    const x = random.randn(40, 3, 50).astype(dtype);
    for (const shape of [[3, 50], [50], [1, 3, 1], [40, 1, 1], [3, 1], []])
      equal(wasm.sumTo(x, shape), plain.sumTo(x, shape));
    expect(() => wasm.sumTo(x, [4])).toThrow('sumTo');
  });
});
