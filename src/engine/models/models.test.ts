import { afterEach, expect, test, vi } from 'vitest';
import { noGrad, testMode } from '../core/config.ts';
import * as nd from '../ndarray/nd.ts';
import { random } from '../ndarray/random.ts';
import { ResNet, ResNet101, ResNet152, ResNet50, SqueezeNet, VGG16 } from './index.ts';

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

afterEach(() => vi.restoreAllMocks());

/** Drawing tens of millions of weights takes seconds and says nothing about shapes. */
function withoutDrawing(): void {
  vi.spyOn(random, 'randn').mockImplementation((...shape) => nd.full(shape, 0.01, 'float32'));
}

test('ResNet-50 gives 1000 scores, and has the parameters of the paper', () => {
  withoutDrawing();
  const model = new ResNet50();
  const y = noGrad(() => testMode(() => model.call(nd.ones([1, 3, 32, 32], 'float32'))));
  expect(y.shape).toEqual([1, 1000]);
  const trained = Object.entries(model.flattenParams()).filter(([name]) => !name.includes('avg'));
  // The paper's 25,557,032 and a bias of the first convolution.
  expect(trained.reduce((total, [, param]) => total + param.size, 0)).toBe(25_557_032 + 64);
  expect(Object.keys(model.flattenParams())).toContain('res5/b2/conv3/W');
});

test('deeper ones have more units', () => {
  const units = (model: ResNet): number[] =>
    [model.res2, model.res3, model.res4, model.res5].map((block) => block.units.length);
  expect(units(new ResNet101())).toEqual([3, 4, 23, 3]);
  expect(units(new ResNet152())).toEqual([3, 8, 36, 3]);
});

test('VGG16 gives 1000 scores, the same ones twice in test mode', () => {
  withoutDrawing();
  const model = new VGG16();
  const x = nd.ones([1, 3, 32, 32], 'float32');
  const run = (): number[] => noGrad(() => testMode(() => model.call(x))).data.toFlat();
  const first = run();
  expect(first).toHaveLength(1000);
  expect(run()).toEqual(first);
  const convolutions = Object.entries(model.flattenParams()).filter(([name]) => name.startsWith('conv'));
  expect(convolutions.reduce((total, [, param]) => total + param.size, 0)).toBe(14_714_688);
});
