import { expect, test } from 'vitest';
import { noGrad, testMode } from '../core/config.ts';
import { random } from '../ndarray/random.ts';
import { ResNet, SqueezeNet } from './index.ts';

test('SqueezeNet 1.1 has 1,235,496 parameters and gives 1000 scores', () => {
  random.seed(0);
  const model = new SqueezeNet();
  const y = noGrad(() => testMode(() => model.call(random.rand(1, 3, 64, 64).astype('float32'))));
  expect(y.shape).toEqual([1, 1000]);
  const count = model.params().reduce((total, param) => total + param.size, 0);
  expect(count).toBe(1_235_496);
  expect(Object.keys(model.flattenParams())).toContain('fire9/expand3/b');
});

test('only the depths of the paper exist', () => {
  expect(() => new ResNet(34)).toThrow(/34 layers; there are 50, 101, 152/);
});
