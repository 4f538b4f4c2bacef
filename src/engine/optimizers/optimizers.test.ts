import { describe, expect, test } from 'vitest';
import { usingBackend } from '../backends/current.ts';
import { setHost } from '../host.ts';
import { F, M, nd, optimizers, Parameter, random, Variable, type NDArray } from '../index.ts';
import type { DType } from '../ndarray/dtype.ts';
import { RandomState } from '../ndarray/random.ts';
import { EmulatedGpu } from '../testing/emulated-gpu.ts';
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

/** Parameters after three steps with gradients that change, and where they lie. */
function steps(make: () => Optimizer, shape: readonly number[], own: DType, dtype: DType) {
  const draw = (seed: number): NDArray => new RandomState(seed).randn(...shape);
  const parameter = new Parameter(shape.length === 0 ? nd.array(0.7).astype(own) : draw(1).astype(own));
  const before = parameter.data;
  const optimizer = make().setup([parameter]).addHook(optimizers.weightDecay(0.01)).addHook(optimizers.clipGrad(20));
  for (let step = 2; step < 5; step++) {
    parameter.grad = new Variable(shape.length === 0 ? nd.array(step).astype(dtype) : draw(step).astype(dtype));
    optimizer.update();
  }
  return { numbers: parameter.data.toFlat(), dtype: parameter.data.dtype, inPlace: parameter.data === before };
}

describe.each(all)('%s in one pass', (_name, make) => {
  test.each([
    ['float64', 'float64'],
    ['float32', 'float32'],
    ['float32', 'float64']
  ] as [DType, DType][])('parameters of %s, gradients of %s: as step by step, in place', (own, dtype) => {
    for (const shape of [[41, 53], [3], []]) {
      const slow = usingBackend('plain', () => steps(make, shape, own, dtype));
      const fast = usingBackend('wasm', () => steps(make, shape, own, dtype));
      expect(fast).toEqual(slow);
      expect([fast.dtype, fast.inPlace]).toEqual([own, shape.length > 0]);
    }
  });

  test('on a GPU', () => {
    setHost({ now: () => 0, gpu: new EmulatedGpu() });
    const slow = usingBackend('plain', () => steps(make, [41, 53], 'float32', 'float32'));
    const fast = usingBackend('webgpu', () => steps(make, [41, 53], 'float32', 'float32'));
    expect(nd.allclose(fast.numbers, slow.numbers, 1e-5, 1e-6)).toBe(true);
    setHost(null);
  });

  test('whole numbers are no parameters', () => {
    const whole = new Parameter(nd.arange(3).astype('int32'));
    whole.grad = new Variable(nd.ones([3]));
    expect(() => {
      make().setup([whole]).update();
    }).toThrow('update: an array of int32');
  });
});

test('an optimizer without anything to train says so', () => {
  expect(() => new optimizers.SGD().update()).toThrow(/call setup/);
});
