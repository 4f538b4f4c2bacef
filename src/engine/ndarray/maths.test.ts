import { describe, expect, test } from 'vitest';
import { cos, exp, log, modulo, pow, roundHalfEven, sin, tanh } from './maths.ts';
import { RandomState } from './random.ts';

// Reference values in fixed-point integers of 400 bits, from the plain series: slow, and nothing in common with maths.ts.
const BITS = 400n;
const ONE = 1n << BITS;
const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS;

function fixed(x: number): bigint {
  return BigInt(x * 2 ** 200) << (BITS - 200n);
}

function expFixed(x: bigint): bigint {
  const reduced = x >> 12n;
  let sum = ONE;
  for (let k = 1n, term = ONE; term !== 0n && term !== -1n; k++) {
    term = times(term, reduced) / k;
    sum += term;
  }
  for (let i = 0; i < 12; i++) sum = times(sum, sum);
  return sum;
}

function sinFixed(x: bigint): bigint {
  let sum = 0n;
  const square = times(x, x);
  for (let k = 1n, term = x; term !== 0n && term !== -1n; k += 2n) {
    sum += term;
    term = -times(term, square) / ((k + 1n) * (k + 2n));
  }
  return sum;
}

function cosFixed(x: bigint): bigint {
  let sum = 0n;
  const square = times(x, x);
  for (let k = 0n, term = ONE; term !== 0n && term !== -1n; k += 2n) {
    sum += term;
    term = -times(term, square) / ((k + 1n) * (k + 2n));
  }
  return sum;
}

/** Newton's method on e^y = x, from the built-in logarithm. */
function logFixed(x: bigint, start: number): bigint {
  let y = fixed(start);
  for (let i = 0; i < 3; i++) {
    const e = expFixed(y);
    y += (2n * (x - e) * ONE) / (x + e);
  }
  return y;
}

/** The error in units of the last place of the true value. */
function ulps(actual: number, exact: bigint): number {
  const size = Math.abs(actual);
  const ulp = 2 ** (Math.floor(Math.log2(size)) - 52);
  const difference = fixed(actual) - exact;
  return Math.abs(Number((difference << 20n) / fixed(ulp)) / 2 ** 20);
}

function worst(points: readonly number[], fn: (x: number) => number, exact: (x: number) => bigint): number {
  return Math.max(...points.map((x) => ulps(fn(x), exact(x))));
}

const random = new RandomState(11);
const points = (low: number, high: number, count = 400): number[] => random.uniform(low, high, count).toFlat();
const tanhFixed = (x: number): bigint => {
  const e = expFixed(2n * fixed(x));
  return ((e - ONE) << BITS) / (e + ONE);
};

describe('at most 0.515 units in the last place', () => {
  const limit = 0.515;
  test.each([
    [-1, 1],
    [-40, 40],
    [0.49, 0.51],
    [-1e-3, 1e-3]
  ])('exp from %d to %d', (low, high) => {
    expect(worst(points(low, high), exp, (x) => expFixed(fixed(x)))).toBeLessThan(limit);
  });
  test.each([
    [0.98, 1.02],
    [0.5, 2],
    [1e-3, 1e3],
    [1e5, 1e9]
  ])('log from %d to %d', (low, high) => {
    expect(worst(points(low, high), log, (x) => logFixed(fixed(x), Math.log(x)))).toBeLessThan(limit);
  });
  test.each([
    [-0.2, 0.2],
    [-1, 1],
    [-7, 7],
    [-50, 50]
  ])('sin and cos from %d to %d', (low, high) => {
    expect(worst(points(low, high), sin, (x) => sinFixed(fixed(x)))).toBeLessThan(limit);
    expect(worst(points(low, high), cos, (x) => cosFixed(fixed(x)))).toBeLessThan(limit);
  });
  test.each([
    [-0.11, 0.11],
    [-0.3, 0.3],
    [-1, 1],
    [-20, 20]
  ])('tanh from %d to %d', (low, high) => {
    expect(worst(points(low, high), tanh, tanhFixed)).toBeLessThan(limit);
  });
  test.each([3, 4, 5, 7, -1, -2, -3, 10])('whole power %d', (n) => {
    const exact = (x: number): bigint => {
      let product = ONE;
      for (let i = 0; i < Math.abs(n); i++) product = times(product, fixed(x));
      return n < 0 ? (ONE << BITS) / product : product;
    };
    expect(worst(points(0.3, 3), (x) => pow(x, n), exact)).toBeLessThan(limit);
  });
});

test('the numerical derivative of step 4 has the book digits', () => {
  const f = (x: number): number => exp(x ** 2) ** 2;
  expect((f(0.5 + 1e-4) - f(0.5 - 1e-4)) / 2e-4).toBe(3.2974426293330694);
});

test('large angles and the edges', () => {
  expect(sin(1e22)).toBe(-0.8522008497671888);
  expect(cos(1e22)).toBe(0.523214785395139);
  expect(sin(4194304.5)).toBeCloseTo(Math.sin(4194304.5), 14);
  expect(sin(-1e8)).toBeCloseTo(Math.sin(-1e8), 14);
  expect([exp(0), exp(-Infinity), exp(Infinity), exp(710), exp(-746)]).toEqual([1, 0, Infinity, Infinity, 0]);
  expect(exp(709.78)).toBeCloseTo(Math.exp(709.78), -294);
  expect(exp(-745)).toBe(5e-324);
  expect([log(0), log(1), log(Infinity), log(-1)]).toEqual([-Infinity, 0, Infinity, NaN]);
  expect(log(5e-324)).toBeCloseTo(-744.4400719213812, 12);
  expect([tanh(0), tanh(-0), tanh(30), tanh(-Infinity)]).toEqual([0, -0, 1, -1]);
  expect([sin(-0), cos(0), sin(Infinity), cos(NaN), exp(NaN), log(NaN), tanh(NaN)]).toEqual([
    -0,
    1,
    NaN,
    NaN,
    NaN,
    NaN,
    NaN
  ]);
});

test('remainders and rounding as in NumPy', () => {
  expect([modulo(-7, 3), modulo(7, -3), modulo(6, 3)]).toEqual([2, -2, 0]);
  expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4].map(roundHalfEven)).toEqual([0, 2, 2, -0, -2, 2]);
});
