import { describe, expect, test } from 'vitest';
import { ShapeError } from '../core/errors.ts';
import { usingConfig } from '../core/config.ts';
import { Variable } from '../core/variable.ts';
import { random } from '../ndarray/random.ts';
import { add, mul, sigmoid, sum, tanh } from '../ops/index.ts';
import { gradientMismatch } from '../testing/gradient-check.ts';
import { BatchNorm, Conv2d, Deconv2d, EmbedID, GRU, LayerNorm, type Linear, LSTM, RNN } from './index.ts';

const draw = (...shape: number[]) => new Variable(random.randn(...shape));

describe('recurrent layers', () => {
  test.each([
    ['RNN', () => new RNN(4, 3)],
    ['LSTM', () => new LSTM(4, 3)],
    ['GRU', () => new GRU(4, 3)]
  ] as const)('%s carries its state from call to call and forgets it on request', (_name, make) => {
    random.seed(1);
    const layer = make();
    const x = draw(2, 3);
    const first = layer.call(x).data.toFlat();
    expect(layer.call(x).data.toFlat()).not.toEqual(first);
    layer.resetState();
    expect(layer.call(x).data.toFlat()).toEqual(first);
  });

  test('a gradient goes back through all calls', () => {
    random.seed(2);
    for (const layer of [new RNN(2), new LSTM(2), new GRU(2)]) {
      const x = random.randn(1, 2);
      layer.call(x);
      layer.call(x);
      const twice = (input: Variable) => {
        layer.resetState();
        layer.call(input);
        return sum(layer.call(input));
      };
      expect(gradientMismatch(twice, [x], { rtol: 1e-4, atol: 1e-6 })).toBeNull();
    }
  });
});

describe('LSTM', () => {
  const layer = new LSTM(5, 3);
  const { h2f, h2i, h2o, h2u, x2f, x2i, x2o, x2u } = layer;

  test('computes what its formula says, with a state and with vectors', () => {
    random.seed(4);
    for (const shape of [[2, 3], [3]]) {
      layer.resetState();
      layer.call(draw(...shape));
      const [x, h, c] = [draw(...shape), layer.h!, layer.c!];
      const gate = (fromX: Linear, fromH: Linear) => add(fromX.call(x), fromH.call(h));
      const [f, i, o] = [gate(x2f, h2f), gate(x2i, h2i), gate(x2o, h2o)].map((one) => sigmoid(one));
      const next = add(mul(f!, c), mul(i!, tanh(gate(x2u, h2u))));
      expect(layer.call(x).data.toFlat()).toEqual(mul(o!, tanh(next)).data.toFlat());
      expect(layer.c!.data.toFlat()).toEqual(next.data.toFlat());
    }
  });

  test('refuses rows that are not those of its state', () => {
    layer.resetState();
    layer.call(draw(4, 3));
    expect(() => layer.call(draw(2, 3))).toThrow(/x \(2, 3\) .* state \(4, 5\); resetState\(\)/);
    expect(() => layer.call(draw(4, 2))).toThrow(/x \(4, 2\) does not fit the weights \(3, 5\)/);
    expect(layer.h!.shape).toEqual([4, 5]);
  });
});

describe('layers for pictures', () => {
  test('Conv2d and Deconv2d draw their kernels when they see the channels', () => {
    const conv = new Conv2d(4, 3, { stride: 2, pad: 1 });
    expect(conv.call(draw(2, 3, 8, 8)).shape).toEqual([2, 4, 4, 4]);
    expect(conv.W.shape).toEqual([4, 3, 3, 3]);
    expect(new Deconv2d(3, 4, { stride: 2, pad: 1 }).call(draw(2, 4, 4, 4)).shape).toEqual([2, 3, 8, 8]);
    expect(new Conv2d(4, [3, 1], { noBias: true, inChannels: 2 }).W.shape).toEqual([4, 2, 3, 1]);
  });

  test('pictures without channels are refused with a sentence', () => {
    expect(() => new Conv2d(4, 3).call(draw(8, 8))).toThrow(/\(N, C, H, W\), not \(8, 8\)/);
    expect(() => new Conv2d(4, 3, { inChannels: 2 }).call(draw(1, 3, 8, 8))).toThrow(ShapeError);
    expect(() => new Conv2d(4, 0)).toThrow(/kernel size/);
  });

  test('many pictures at a time give what each gives alone', () => {
    random.seed(3);
    const conv = new Conv2d(2, 3, { pad: 1, dtype: 'float64' });
    const x = random.randn(40, 16, 64, 64);
    // More patches than fit into one portion.
    const all = conv.call(x).data;
    expect(all.get(39).toFlat().slice(0, 50)).toEqual(
      conv
        .call(x.get([39]))
        .data.get(0)
        .toFlat()
        .slice(0, 50)
    );
  });
});

test('EmbedID gives the rows of its table for numbers in any shape', () => {
  const layer = new EmbedID(5, 3);
  const ids = random.randint(0, 5, [2, 4]);
  expect(layer.call(ids).shape).toEqual([2, 4, 3]);
});

test('BatchNorm uses the batch in training and what it has learnt of it in test mode', () => {
  random.seed(4);
  const layer = new BatchNorm();
  const x = random.randn(50, 2).mul(3).add(5);
  for (let i = 0; i < 200; i++) layer.call(x);
  expect(layer.avg_mean.data.toFlat()[0]).toBeCloseTo(x.mean(0).toFlat()[0]!, 6);
  const trained = layer.call(x).data.toFlat();
  const tested = usingConfig('train', false, () => layer.call(x)).data.toFlat();
  tested.forEach((value, i) => expect(Math.abs(value - trained[i]!)).toBeLessThan(0.05));
  expect(() => layer.call(random.randn(3))).toThrow(/\(N, C\)/);
});

test('LayerNorm gives each row mean 0 and variance 1', () => {
  const y = new LayerNorm().call(draw(4, 16)).data;
  for (const mean of y.mean(1).toFlat()) expect(mean).toBeCloseTo(0, 10);
  for (const square of y.mul(y).mean(1).toFlat()) expect(square).toBeCloseTo(1, 3);
});
