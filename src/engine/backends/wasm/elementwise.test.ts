import { afterAll, describe, expect, test } from 'vitest';
import type { DType } from '../../ndarray/dtype.ts';
import * as nd from '../../ndarray/nd.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { RandomState } from '../../ndarray/random.ts';
import type { BinaryOp, CompareOp, Operand, UnaryOp } from '../backend.ts';
import { chain } from '../chain.ts';
import { plain } from '../plain/index.ts';
import { wasm } from './index.ts';
import { kernelSettings, useKernels } from './settings.ts';
import { hasSet, KERNEL_SETS } from './webassembly.ts';

const before = kernelSettings();
afterAll(() => {
  useKernels(before);
});

const random = new RandomState(5);
const exact: UnaryOp[] = ['neg', 'abs', 'sign', 'square', 'sqrt', 'relu', 'floor', 'ceil', 'round'];
const functions: UnaryOp[] = ['exp', 'log', 'tanh', 'sigmoid', 'sin', 'cos'];
const binary: BinaryOp[] = ['add', 'sub', 'mul', 'div', 'maximum', 'minimum'];
const comparisons: CompareOp[] = ['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual'];
const corners = [NaN, Infinity, -Infinity, 0, -0, 5e-324, -5e-324, 1e-310, 1e-45, -1e-40, 1e-38, 3e38, -3e38, 1e300];
const edges = [
  0.1, -0.1, 0.6, 22, -22, 87.4, -87.4, 0.7853981633974483, -745.2, 709.79, 710, 5e6, -5e6, 0.5, 2.5, -1.5
];

/** Numbers of every size with all corners among them, more than fit into a block, and not a whole number of vectors. */
function samples(dtype: DType, size = 5003): NDArray {
  const wide = random.randn(size).mul(nd.power(10, random.uniform(-4, 3, size)));
  [...corners, ...edges].forEach((value, i) => wide.set(7 * i + 3, value));
  return wide.astype(dtype);
}

/** In units of the last place of float32. */
function ulps(actual: number, wanted: number): number {
  if (Object.is(actual, Math.fround(wanted))) return 0;
  const unit = 2 ** Math.max(-149, Math.floor(Math.log2(Math.abs(wanted))) - 23);
  return Math.abs(actual - wanted) / unit;
}

/** The sigmoid to the last digit of float64, also far below 0. */
const sigmoid = (x: number): number => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
const reference = { exp: Math.exp, log: Math.log, tanh: Math.tanh, sigmoid, sin: Math.sin, cos: Math.cos };

describe.each(KERNEL_SETS.filter(hasSet))('%s', (set) => {
  const same = (fast: NDArray, slow: NDArray): void => {
    expect(fast.dtype).toBe(slow.dtype);
    expect(fast.shape).toEqual(slow.shape);
    expect(fast.toFlat()).toEqual(slow.toFlat());
  };
  const run = <T>(body: () => T): T => {
    useKernels({ set });
    return body();
  };

  test.each([...exact, ...functions])('%s of float64 equals plain bit for bit', (op) => {
    const x = samples('float64');
    same(
      run(() => wasm.unary(op, x)),
      plain.unary(op, x)
    );
  });

  test.each(exact)('%s of float32 equals plain bit for bit', (op) => {
    const x = samples('float32');
    same(
      run(() => wasm.unary(op, x)),
      plain.unary(op, x)
    );
  });

  test.each(Object.entries(reference))('%s of float32 is within 2 units in the last place', (op, exactly) => {
    const spread = nd.concatenate([random.uniform(-110, 95, 20000), random.uniform(-2, 2, 20000)], 0);
    const x = nd.concatenate([samples('float32'), spread.astype('float32')], 0);
    const y = run(() => wasm.unary(op as UnaryOp, x)).toFlat();
    const worst = x.toFlat().map((one, i) => ulps(y[i]!, exactly(one)));
    expect(Math.max(...worst)).toBeLessThanOrEqual(2);
  });

  test.each(functions)('%s of an element of float32 depends on nothing beside it', (op) => {
    const x = samples('float32');
    const together = run(() => wasm.unary(op, x)).toFlat();
    const mixed = run(() =>
      wasm.unary(op, nd.concatenate([x.get(nd.slice(2000, null)), nd.full([2000], 1e4, 'float32')], 0))
    );
    expect(mixed.toFlat().slice(0, 3003)).toEqual(together.slice(2000));
  });

  describe.each(['float32', 'float64'] as DType[])('of %s', (dtype) => {
    const x = samples(dtype);
    const y = samples(dtype).get(nd.slice(null, null, -1));
    const matrix = random.randn(70, 61).astype(dtype);
    const operands: [string, Operand, Operand][] = [
      ['arrays', x, y.copy()],
      ['a view', x, y],
      ['a number on the right', x, 0.1],
      ['a number on the left', 0.1, x],
      ['a 0-d array', x, nd.array(0.1)],
      ['a row', matrix, random.randn(61).astype(dtype)],
      ['a column', random.randn(70, 1).astype(dtype), matrix],
      ['an outer product', random.randn(70, 1).astype(dtype), random.randn(61).astype(dtype)],
      ['channels', random.randn(3, 4, 20, 11).astype(dtype), random.randn(4, 1, 1).astype(dtype)],
      ['channels of a batch', random.randn(3, 1, 400).astype(dtype), random.randn(1, 4, 1).astype(dtype)],
      ['a long row', random.randn(2, 9001).astype(dtype), random.randn(9001).astype(dtype)],
      ['a transposed matrix', matrix, random.randn(61, 70).astype(dtype).T],
      ['the other float type', matrix, random.randn(70, 61).astype(dtype === 'float32' ? 'float64' : 'float32')]
    ];
    test.each(operands)('arithmetic with %s equals plain bit for bit', (_name, a, b) => {
      for (const op of binary)
        same(
          run(() => wasm.binary(op, a, b)),
          plain.binary(op, a, b)
        );
    });

    test.each(operands)('comparisons with %s equal those of plain', (_name, a, b) => {
      for (const op of comparisons)
        same(
          run(() => wasm.compare(op, a, b)),
          plain.compare(op, a, b)
        );
    });

    test('choices between arrays and numbers by truths, small integers and numbers equal those of plain', () => {
      const conditions = [plain.compare('greater', x, 0), plain.compare('less', y, 1).astype('uint8'), x];
      for (const condition of conditions)
        for (const [a, b] of [
          [x, y.copy()],
          [x, 0.1],
          [0.2, y],
          [0, 1],
          [nd.ones([1]).astype(dtype), x]
        ] as const)
          same(
            run(() => wasm.where(condition, a, b)),
            plain.where(condition, a, b)
          );
    });

    test('truths and small integers take the dtype of what they meet', () => {
      const mask = plain.compare('greater', matrix, 0);
      for (const one of [mask, mask.astype('uint8'), plain.reduce('max', mask, [0], true)])
        same(
          run(() => wasm.binary('mul', matrix, one)),
          plain.binary('mul', matrix, one)
        );
      const other = matrix.astype(dtype === 'float32' ? 'float64' : 'float32');
      const between = chain((g, t) => g.mul(t.greater(-0.5).mul(t.compare('less', 0.5))));
      same(
        run(() => wasm.chain(between, [matrix, other])),
        plain.chain(between, [matrix, other])
      );
      const rows = chain((t, m) => m.mul(t.rows('sum')));
      same(
        run(() => wasm.chain(rows, [matrix, mask])),
        plain.chain(rows, [matrix, mask])
      );
    });

    test('arithmetic in place equals plain bit for bit, and shapes that do not fit are refused by name', () => {
      for (const [, a, b] of operands) {
        if (typeof a === 'number' || (typeof b !== 'number' && b.size > a.size)) continue;
        if (typeof b !== 'number' && plain.binary('add', a, b).size !== a.size) continue;
        const [fast, slow] = [a.copy(), a.copy()];
        run(() => wasm.binaryInto('sub', fast, b));
        plain.binaryInto('sub', slow, b);
        same(fast, slow);
      }
      expect(() => wasm.binary('add', x, matrix)).toThrow('add: shapes (5003,) and (70, 61)');
    });

    test('an array that reads itself elsewhere is changed as if it had been copied first', () => {
      const [fast, slow] = [x.copy(), x.copy()];
      for (const [be, all] of [
        [wasm, fast],
        [plain, slow]
      ] as const)
        run(() => be.binaryInto('add', all.get(nd.slice(1, null)), all.get(nd.slice(null, -1))));
      same(fast, slow);
    });

    test('small and empty arrays, and whole numbers, go to plain', () => {
      for (const one of [nd.zeros([0]), nd.ones([1]), nd.arange(5)].map((array) => array.astype(dtype)))
        same(
          run(() => wasm.binary('mul', wasm.unary('exp', one), 2)),
          plain.binary('mul', plain.unary('exp', one), 2)
        );
      const whole = nd.arange(5000).astype('int32');
      same(
        run(() => wasm.binary('add', whole, whole)),
        plain.binary('add', whole, whole)
      );
    });
  });
});

describe('chains', () => {
  const adam = chain((p, m, v, g, rate) => {
    const nextM = m.add(g.sub(m).mul(0.1));
    const nextV = v.add(g.mul(g).sub(v).mul(0.001));
    return [p.sub(nextM.mul(rate).div(nextV.sqrt().add(1e-8))), nextM, nextV];
  });
  const softmax = chain((x, s) => {
    const e = x.sub(x.rows('max')).exp();
    return e.div(e.rows('sum')).mul(s);
  });
  const lse = chain((x) => x.rows('max').add(x.sub(x.rows('max')).exp().rows('sum').unary('log')));
  const leaky = chain((x, slope) => x.greater(0).where(x, x.mul(slope)));
  const turned = chain((x) => x.unary('sin').add(x.unary('cos')));

  test.each([
    ['float64', 'float64'],
    ['float32', 'float32'],
    ['float32', 'float64']
  ] as [DType, DType][])('parameters of %s, gradients of %s: in place as step by step', (own, dtype) => {
    useKernels({ set: 'strict' });
    const arrays = (): NDArray[] => [1, 2, 3].map((seed) => nd.abs(new RandomState(seed).randn(31, 97)).astype(own));
    const g = new RandomState(4).randn(31, 97).astype(dtype);
    const [fast, slow] = [arrays(), arrays()];
    for (let step = 0; step < 3; step++) {
      wasm.chainInto(adam, fast, [g, 0.01]);
      plain.chainInto(adam, slow, [g, 0.01]);
    }
    fast.forEach((one, i) => {
      expect(one.dtype).toBe(own);
      expect(one.toFlat()).toEqual(slow[i]!.toFlat());
    });
  });

  test.each([
    [40, 10],
    [100, 130],
    [3, 2048],
    [2, 5000],
    [700, 1]
  ])('rows of %d by %d are reduced as by plain', (n, m) => {
    useKernels({ set: 'strict' });
    const x = new RandomState(6).randn(n, m);
    expect(wasm.chain(softmax, [x, 0.5]).toFlat()).toEqual(plain.chain(softmax, [x, 0.5]).toFlat());
    expect(wasm.chain(softmax, [x, 0.5], 0).toFlat()).toEqual(plain.chain(softmax, [x, 0.5], 0).toFlat());
    expect(wasm.chain(lse, [x]).shape).toEqual([n, 1]);
    expect(wasm.chain(lse, [x]).toFlat()).toEqual(plain.chain(lse, [x]).toFlat());
    const single = x.astype('float32');
    expect(nd.allclose(wasm.chain(softmax, [single, 0.5]), plain.chain(softmax, [single, 0.5]), 1e-6, 1e-7)).toBe(true);
  });

  test('choices, large angles, and a target that is stretched', () => {
    useKernels({ set: 'strict' });
    const x = samples('float64');
    expect(wasm.chain(leaky, [x, 0.2]).toFlat()).toEqual(plain.chain(leaky, [x, 0.2]).toFlat());
    expect(wasm.chain(leaky, [x.astype('float32'), 0.2]).toFlat()).toEqual(
      plain.chain(leaky, [x.astype('float32'), 0.2]).toFlat()
    );
    expect(wasm.chain(turned, [x]).toFlat()).toEqual(plain.chain(turned, [x]).toFlat());
    const target = nd.zeros([5003]);
    expect(() =>
      wasm.chainInto(
        chain((t, y) => t.add(y)),
        [target],
        [nd.ones([2, 5003])]
      )
    ).toThrow('cannot stretch (2, 5003) to (5003,)');
  });
});
