import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bucketOf,
  bucketsOf,
  merged,
  packBuckets,
  pointsOf,
  unpackBuckets,
  type Bucket,
  type Columns
} from './buckets.ts';

const columns = (values: number[]): Columns => ({
  step: Float64Array.from(values, (_, i) => 2 * i),
  value: Float64Array.from(values),
  time: Float64Array.from(values, (_, i) => i / 10)
});
const values = fc.array(fc.oneof(fc.float({ noNaN: true }), fc.constant(NaN)), { minLength: 1, maxLength: 200 });

/** All but the means, which are equal up to rounding. */
const exact = ({ mean: _, middle: __, ...rest }: Bucket): object => rest;

test('neighbours joined are the bucket of their rows', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (of, width, group) => {
      const joined = merged(bucketsOf(columns(of), width), group);
      const whole = bucketsOf(columns(of), width * group);
      expect(joined.map(exact)).toEqual(whole.map(exact));
      for (const [i, { mean, middle }] of joined.entries()) {
        const largest = Math.max(1, ...of.filter((one) => !Number.isNaN(one)).map(Math.abs));
        if (Number.isNaN(whole[i]!.mean)) expect(mean).toBeNaN();
        else expect(Math.abs(mean - whole[i]!.mean)).toBeLessThanOrEqual(1e-12 * largest);
        expect(middle.step).toBeCloseTo(whole[i]!.middle.step, 9);
      }
    }),
    { seed: 1 }
  );
});

test('a bucket has the lowest, the highest, the mean, and every NaN counted', () => {
  const found = bucketOf(columns([9, NaN, 4, 1, NaN, 7, -0]), 1, 6);
  expect(found).toMatchObject({
    count: 5,
    nans: 2,
    mean: 4,
    low: 1,
    lowAt: { step: 6 },
    high: 7,
    highAt: { step: 10 }
  });
  expect([found.firstNaN.step, found.lastNaN.step]).toEqual([2, 8]);
  expect(pointsOf(found).map(({ step, value }) => [step, value])).toEqual([
    [2, NaN],
    [6, 1],
    [8, NaN],
    [10, 7]
  ]);
  expect(bucketOf(columns([NaN, NaN]), 0, 2)).toMatchObject({ mean: NaN, low: NaN, high: NaN, nans: 2 });
  expect(pointsOf(bucketOf(columns([3]), 0, 1))).toHaveLength(1);
});

test('buckets come back from their bytes bit for bit', () => {
  const buckets = bucketsOf(columns([1, NaN, -0, Infinity, 5, 6, NaN]), 3);
  expect(unpackBuckets(Buffer.from(packBuckets(buckets)))).toEqual(buckets);
});
