/**
 * Odd sizes, one element and no elements at all: forward and backward of the ops keep the shapes that NumPy gives, and
 * element-wise ones give for each element what they give for it alone.
 */
import { describe, expect, test } from 'vitest';
import { Variable } from '../core/variable.ts';
import * as nd from '../ndarray/nd.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { registry, type RegisteredOp } from './define-op.ts';
import * as F from './index.ts';
import { uniform } from './samples.ts';

const op = (name: string): RegisteredOp => registry.get(name)!;
const SHAPES = [[], [1], [0], [0, 3], [2, 0], [1, 1, 1], [17], [3, 5, 7], [129]];

function backward(f: (...xs: Variable[]) => Variable, arrays: readonly NDArray[]): { y: Variable; grads: NDArray[] } {
  const xs = arrays.map((data) => new Variable(data));
  const y = f(...xs);
  F.sum(y).backward();
  return { y, grads: xs.map(({ grad }) => grad!.data) };
}

describe.each(['exp', 'log', 'sin', 'cos', 'tanh', 'sigmoid', 'relu', 'square', 'neg', 'leakyRelu', 'clip', 'pow'])(
  '%s',
  (name) => {
    const { attrs } = op(name).samples()[0]!;
    test.each(SHAPES.map((shape) => [shape]))('of shape %j', (shape) => {
      const x = uniform(shape, 0.1, 2);
      const { y, grads } = backward((v) => op(name).run([v], attrs), [x]);
      expect(y.shape).toEqual(shape);
      expect(grads[0]!.shape).toEqual(shape);
      const alone = x.toFlat().map((one) => backward((v) => op(name).run([v], attrs), [nd.array(one)]));
      expect(y.data.toFlat()).toEqual(alone.map((one) => one.y.item()));
      expect(grads[0]!.toFlat()).toEqual(alone.map((one) => one.grads[0]!.item()));
    });
  }
);

describe.each(['add', 'sub', 'mul', 'div'])('%s', (name) => {
  test.each([
    [[0], [1], [0]],
    [[0, 3], [3], [0, 3]],
    [[], [0], [0]],
    [[1], [1], [1]],
    [
      [2, 1],
      [1, 0],
      [2, 0]
    ],
    [
      [17, 1],
      [1, 13],
      [17, 13]
    ],
    [
      [5, 1, 7],
      [3, 1],
      [5, 3, 7]
    ]
  ])('of %j and %j', (a, b, shape) => {
    const { y, grads } = backward((p, q) => op(name).run([p, q], null), [uniform(a, 1, 2), uniform(b, 1, 2, 1)]);
    expect(y.shape).toEqual(shape);
    expect(grads.map((one) => one.shape)).toEqual([a, b]);
  });
});

const table: [string, (...xs: Variable[]) => Variable, number[][], number[]][] = [
  ['sum of nothing', (x) => F.sum(x), [[0]], []],
  ['sum of no rows', (x) => F.sum(x, 0), [[0, 3]], [3]],
  ['sum of empty rows', (x) => F.sum(x, 1), [[4, 0]], [4]],
  ['sum, one element', (x) => F.sum(x, [0, 1], true), [[1, 1]], [1, 1]],
  ['sum, odd', (x) => F.sum(x, [0, -1]), [[7, 3, 11]], [3]],
  ['mean, one element', (x) => F.mean(x), [[1]], []],
  ['mean of empty rows along columns', (x) => F.mean(x, 0), [[3, 0]], [0]],
  ['max, one element', (x) => F.max(x, 0), [[1, 1]], [1]],
  ['max, odd', (x) => F.max(x, 1), [[3, 17, 5]], [3, 5]],
  ['max of no rows, along columns', (x) => F.max(x, 1), [[0, 3]], [0]],
  ['min, odd', (x) => F.min(x, -1, true), [[3, 5, 7]], [3, 5, 1]],
  [
    'matmul, no rows',
    (a, b) => F.matmul(a, b),
    [
      [0, 3],
      [3, 2]
    ],
    [0, 2]
  ],
  [
    'matmul, nothing to add up',
    (a, b) => F.matmul(a, b),
    [
      [2, 0],
      [0, 3]
    ],
    [2, 3]
  ],
  [
    'matmul, one element',
    (a, b) => F.matmul(a, b),
    [
      [1, 1],
      [1, 1]
    ],
    [1, 1]
  ],
  [
    'matmul, odd',
    (a, b) => F.matmul(a, b),
    [
      [33, 17],
      [17, 41]
    ],
    [33, 41]
  ],
  [
    'matmul, no batch',
    (a, b) => F.matmul(a, b),
    [
      [0, 2, 3],
      [3, 2]
    ],
    [0, 2, 2]
  ],
  ['linear, no rows', (x, W, b) => F.linear(x, W, b), [[0, 3], [3, 2], [2]], [0, 2]],
  ['linear, one element', (x, W, b) => F.linear(x, W, b), [[1, 1], [1, 1], [1]], [1, 1]],
  ['softmax, no rows', (x) => F.softmax(x), [[0, 3]], [0, 3]],
  ['softmax, one class', (x) => F.softmax(x), [[3, 1]], [3, 1]],
  ['logSoftmax, odd', (x) => F.logSoftmax(x), [[5, 13]], [5, 13]],
  ['flatten no rows', (x) => F.flatten(x), [[0, 2, 3]], [0, 6]],
  ['reshape of nothing', (x) => F.reshape(x, [3, 0]), [[0, 2]], [3, 0]],
  ['reshape of nothing, -1', (x) => F.reshape(x, [4, -1]), [[0, 2]], [4, 0]],
  ['transpose of nothing', (x) => F.transpose(x), [[0, 3]], [3, 0]],
  ['transpose of a number', (x) => F.transpose(x), [[]], []],
  ['broadcastTo no rows', (x) => F.broadcastTo(x, [0, 3]), [[1, 3]], [0, 3]],
  ['sumTo from nothing', (x) => F.sumTo(x, [1, 3]), [[0, 3]], [1, 3]],
  [
    'concatenate with nothing',
    (a, b) => F.concatenate([a, b]),
    [
      [0, 2],
      [3, 2]
    ],
    [3, 2]
  ],
  [
    'concatenate nothing',
    (a, b) => F.concatenate([a, b], 1),
    [
      [2, 0],
      [2, 0]
    ],
    [2, 0]
  ],
  ['getItem, no rows', (x) => F.getItem(x, nd.slice(2, 2)), [[5, 3]], [0, 3]],
  ['getItem, an empty list', (x) => F.getItem(x, []), [[5, 3]], [0, 3]],
  ['getItem of nothing', (x) => F.getItem(x, nd.slice(), 1), [[0, 3]], [0]],
  [
    'conv2d, no pictures',
    (x, W) => F.conv2d(x, W),
    [
      [0, 2, 5, 5],
      [3, 2, 3, 3]
    ],
    [0, 3, 3, 3]
  ],
  [
    'conv2d, one pixel',
    (x, W) => F.conv2d(x, W),
    [
      [1, 1, 1, 1],
      [1, 1, 1, 1]
    ],
    [1, 1, 1, 1]
  ],
  ['conv2d, odd', (x, W, b) => F.conv2d(x, W, b, [3, 2], [1, 2]), [[2, 3, 11, 7], [5, 3, 3, 5], [5]], [2, 5, 4, 4]],
  [
    'deconv2d, no pictures',
    (x, W) => F.deconv2d(x, W),
    [
      [0, 2, 3, 3],
      [2, 3, 3, 3]
    ],
    [0, 3, 5, 5]
  ],
  ['pooling, no pictures', (x) => F.pooling(x, 2, 2), [[0, 3, 4, 4]], [0, 3, 2, 2]],
  ['pooling, one pixel', (x) => F.pooling(x, 1), [[1, 1, 1, 1]], [1, 1, 1, 1]],
  ['pooling, odd', (x) => F.pooling(x, 3, 2, 1), [[2, 3, 7, 5]], [2, 3, 4, 3]],
  ['averagePooling, no pictures', (x) => F.averagePooling(x, 2, 2), [[0, 3, 4, 4]], [0, 3, 2, 2]],
  ['im2col, no pictures', (x) => F.im2col(x, 2), [[0, 1, 3, 3]], [0, 4]],
  ['layerNorm, odd', (x, g, b) => F.layerNorm(x, g, b), [[3, 5], [5], [5]], [3, 5]],
  ['meanSquaredError, one element', (a, b) => F.meanSquaredError(a, b), [[1], [1]], []]
];

test.each(table)('%s', (_name, f, shapes, expected) => {
  const { y, grads } = backward(
    f,
    shapes.map((shape, i) => uniform(shape, 0.5, 1.5, i))
  );
  expect(y.shape).toEqual(expected);
  expect(grads.map(({ shape }) => shape)).toEqual(shapes);
  expect([...y.data.toFlat(), ...grads.flatMap((one) => one.toFlat())].every(Number.isFinite)).toBe(true);
});

test.each([
  ['max', () => F.max(nd.zeros([0, 3]))],
  ['min', () => F.min(nd.zeros(0))],
  ['softmaxCrossEntropy', () => F.softmaxCrossEntropy(nd.zeros([0, 3]), [])],
  ['meanSquaredError', () => F.meanSquaredError(nd.zeros([0, 3]), nd.zeros([0, 3]))]
])('%s of nothing has no value, and says so', (name, run) => {
  expect(run).toThrow(new RegExp(`^${name}: .*\\(0,`));
});
