import { describe, expect, test } from 'vitest';
import { F, M, nd, optimizers, random } from '../index.ts';
import type { Optimizer } from './index.ts';

const all: [string, () => Optimizer][] = [
  ['SGD', () => new optimizers.SGD(0.1)],
  ['MomentumSGD', () => new optimizers.MomentumSGD(0.1)],
  ['AdaGrad', () => new optimizers.AdaGrad(0.1)],
  ['AdaDelta', () => new optimizers.AdaDelta()],
  ['Adam', () => new optimizers.Adam(0.1)]
];

function start(make: () => Optimizer) {
  random.seed(0);
  const x = random.rand(20, 1);
  const t = nd.sin(x);
  const model = new M.MLP([4, 1]);
  model.call(x);
  const optimizer = make().setup(model);
  const train = (steps: number): void => {
    for (let i = 0; i < steps; i++) {
      const loss = F.meanSquaredError(t, model.call(x));
      model.clearGrads();
      loss.backward();
      optimizer.update();
    }
  };
  const weights = () => Object.entries(model.flattenParams()).map(([name, p]) => [name, p.data.toFlat()]);
  return { model, optimizer, train, weights };
}

describe.each(all)('%s', (_name, make) => {
  test('train 10 equals train 5 and resume 5, bit for bit', () => {
    const whole = start(make);
    whole.train(10);
    const first = start(make);
    first.train(5);
    const state = first.optimizer.state();
    const second = start(make);
    for (const [name, p] of Object.entries(second.model.flattenParams()))
      p.data = first.model.flattenParams()[name]!.data.copy();
    second.optimizer.loadState(state);
    second.train(5);
    expect(second.weights()).toEqual(whole.weights());
    expect(whole.weights().map(([name]) => name)).toEqual(['l0/W', 'l0/b', 'l1/W', 'l1/b']);
  });
});

test('an optimizer without anything to train says so', () => {
  expect(() => new optimizers.SGD().update()).toThrow(/call setup/);
});
