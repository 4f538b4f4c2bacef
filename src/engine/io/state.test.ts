import { expect, test } from 'vitest';
import { F, io, M, nd, optimizers, random } from '../index.ts';

test.each(['Adam', 'MomentumSGD', 'AdaGrad'] as const)('%s: stopped and resumed gives the same as going on', (name) => {
  random.seed(0);
  const x = random.rand(20, 3);
  const model = new M.MLP([5, 1]);
  const train = (one: M.MLP, optimizer: { update(): void }, steps: number): void => {
    for (let i = 0; i < steps; i++) {
      const loss = F.meanSquaredError(one.call(x), random.randn(20, 1));
      one.clearGrads();
      loss.backward();
      optimizer.update();
    }
  };
  const optimizer = new optimizers[name]().setup(model);
  train(model, optimizer, 5);
  const saved = io.saveState({ model, optimizer });
  train(model, optimizer, 5);

  const other = new M.MLP([5, 1]);
  other.call(x);
  const resumed = new optimizers[name]().setup(other);
  random.seed(77);
  io.loadState(saved, { model: other, optimizer: resumed });
  train(other, resumed, 5);
  expect(other.params().map((one) => one.data.toFlat())).toEqual(model.params().map((one) => one.data.toFlat()));
});

test('a weights file is no state, and a model without values has none', () => {
  const model = new M.MLP([2]);
  expect(() => io.saveState({ model })).toThrow(/saveState: 'l0\/W' has no values yet/);
  model.call(nd.ones([1, 2]));
  expect(() => io.loadState(model.saveWeights(), { model })).toThrow(/no state of a random generator/);
});
