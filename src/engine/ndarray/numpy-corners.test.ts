/** Corners in which NumPy 1.24 does not do what one would guess; the figures are NumPy's own. */
import { expect, test } from 'vitest';
import * as nd from './nd.ts';
import { NDArray } from './ndarray.ts';
import { RandomState } from './random.ts';

const { slice } = nd;
const single = (value: number): NDArray => NDArray.scalar(value, 'float32');

test('a view of nothing can be reshaped and written to, wherever it starts', () => {
  const x = nd.zeros([3, 4]);
  expect(x.get(slice(null, null, -1), slice(2, 2), nd.newaxis).reshape(0, 1).shape).toEqual([0, 1]);
  expect(
    x
      .set([slice(3, null), -1], 1)
      .sum()
      .item()
  ).toBe(0);
});

test("lists that '...' parts put their axes in front, even where it stands for no axis", () => {
  const x = nd.zeros([2, 3, 2, 2]);
  expect(x.get(slice(), slice(), [0, 1, 0], [1]).shape).toEqual([2, 3, 3]);
  expect(x.get(slice(), slice(), [0, 1, 0], '...', [1]).shape).toEqual([3, 2, 3]);
  const last = NDArray.scalar(1, 'int32');
  expect(x.get(slice(), [0, 1, 0], slice(), last).shape).toEqual([3, 2, 2]);
});

test('a 0-d float32 is as strong as a plain number, which is a float64; an array is stronger', () => {
  expect(single(3).mul(2).dtype).toBe('float64');
  expect(nd.ones(2, 'float32').mul(2).dtype).toBe('float32');
  expect(single(3).pow(2).dtype).toBe('float32');
  expect(single(3).pow(3).dtype).toBe('float64');
  expect(nd.ones([2, 2], 'float32').mean().dtype).toBe('float32');
  expect(single(3).iadd(1).dtype).toBe('float32');
  const bytes = nd.full(2, 200, 'uint8');
  expect(bytes.add(NDArray.scalar(5, 'int32')).dtype).toBe('uint8');
  expect(bytes.add(NDArray.scalar(300, 'int32')).toFlat()).toEqual([500, 500]);
});

test('which dtypes stay', () => {
  expect(nd.floor(nd.arange(3)).dtype).toBe('float64');
  expect(nd.abs(nd.array([true])).dtype).toBe('bool');
  expect(nd.tril(nd.array([[true, true]])).dtype).toBe('bool');
});

test('signs of zero', () => {
  expect(nd.mod([-4, 4], [2, -2]).toFlat()).toEqual([0, -0]);
  expect(nd.sign([-0]).toFlat()).toEqual([0]);
  expect(nd.cumsum([-0, -0]).toFlat()).toEqual([-0, -0]);
});

test('axes of length 0 matter where something must be chosen along them', () => {
  expect(nd.argmax(nd.zeros([3, 0]), 0).shape).toEqual([0]);
  expect(nd.max(nd.zeros([3, 0]), 0).shape).toEqual([0]);
  expect(() => nd.argmax(nd.zeros([3, 0]), 1)).toThrow('has no elements');
  expect(() => nd.max(nd.zeros([3, 0]), 1)).toThrow('has no elements');
});

test('sums of more than 8192 numbers add up in pieces of that size', () => {
  const x = new RandomState(0).rand(20000);
  expect(x.sum().item()).toBe(9916.985128055234);
  expect(x.astype('float32').sum().item()).toBe(Math.fround(9916.985));
});

test('parameters of random numbers may be arrays', () => {
  const generator = new RandomState(0);
  const deviations = nd.array([[1], [2]]);
  expect(
    nd.allclose(
      generator.normal([1, 10], deviations),
      [
        [2.764052345967664, 10.400157208367224],
        [2.9574759682114786, 14.481786398402916]
      ],
      1e-15,
      0
    )
  ).toBe(true);
  expect(generator.uniform(0, [1, 2, 3]).toFlat()).toEqual([
    0.4236547993389047, 1.2917882261333122, 1.3127616337880776
  ]);
  expect(nd.allclose(generator.exponential([1, 5]), [2.223524413032657, 16.57456091026907], 1e-15, 0)).toBe(true);
  expect(generator.randint(0, [3, 100, 2 ** 33]).toFlat()).toEqual([2, 65, 3488238119]);
  expect(generator.randint([0, 5], [3, 10], [2, 2], 'uint8').toFlat()).toEqual([0, 5, 2, 5]);
  expect(generator.rand().item()).toBe(0.3927847961008297);
  expect(() => generator.randint([0, 4], [3, 4])).toThrow('no whole number from 4 to below 4');
});

test('shuffling nothing draws nothing', () => {
  const generator = new RandomState(0);
  generator.shuffle(nd.zeros([2, 0]));
  expect(generator.rand().item()).toBe(0.5488135039273248);
});
