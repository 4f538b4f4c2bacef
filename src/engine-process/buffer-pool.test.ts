// The recycling of large arrays, with the collector that the engine's process has.
import { afterEach, expect, it, vi } from 'vitest';
import { setHost } from '@engine/host.ts';
import { F, nd, Variable } from '@engine/index.ts';
import * as pool from '@engine/ndarray/buffer-pool.ts';
import { createCollect } from './collect.ts';

const MEGABYTE = 2 ** 20;
/** Of float32: one megabyte. */
const LENGTH = MEGABYTE / 4;

afterEach(() => setHost(null));

function withCollector(): void {
  const collect = createCollect();
  if (collect === null) throw new Error('this engine cannot collect');
  setHost({ now: () => 0, collect });
}

/** A step of training: about six arrays of a megabyte, all but the result out of reach afterwards. */
function step(x: Variable): Variable {
  const loss = F.sum(F.mul(F.square(x), 3));
  x.clearGrad();
  loss.backward();
  return loss;
}

it('gives the memory of arrays that are out of reach to new ones', () => {
  withCollector();
  const x = new Variable(nd.ones([LENGTH], 'float32'));
  const buffers = new Set<ArrayBufferLike>();
  for (let i = 0; i < 300; i++) {
    step(x);
    const { cpu } = (x.grad as Variable).data.storage;
    if (cpu) buffers.add(cpu.buffer);
  }
  // Without recycling there would be one for each step.
  expect(buffers.size).toBeLessThan(100);
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(400 * MEGABYTE);
});

it('never takes what somebody can still reach: an array, a view, or elements', () => {
  withCollector();
  const x = new Variable(nd.ones([LENGTH], 'float32'));
  const arrays = [0, 1, 2].map((i) => nd.full([LENGTH], i, 'float32').add(0.5));
  const views = [3, 4].map((i) => nd.full([LENGTH], i, 'float32').add(0.5).reshape(2, -1).get(1));
  const elements = [5, 6].map((i) => nd.full([LENGTH], i, 'float32').add(0.5).elements());
  for (let i = 0; i < 100; i++) step(x);
  arrays.forEach((array, i) => expect([array.min().item(), array.max().item()]).toEqual([i + 0.5, i + 0.5]));
  views.forEach((view, i) => expect([view.min().item(), view.max().item()]).toEqual([i + 3.5, i + 3.5]));
  elements.forEach((one, i) => expect(one.every((value) => value === i + 5.5)).toBe(true));
});

it('holds no memory where no safe point comes, and none where the host cannot collect', () => {
  const sum = (): number => {
    let total = 0;
    for (let i = 0; i < 600; i++) total += nd.ones([LENGTH], 'float32').add(1).at(0).item();
    return total;
  };
  withCollector();
  expect(sum()).toBe(1200);
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(700 * MEGABYTE);
  setHost(null);
  expect(sum()).toBe(1200);
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(700 * MEGABYTE);
});

it('keeps no more than is worth keeping of lengths that never come again', () => {
  withCollector();
  for (let i = 0; i < 200; i++) {
    let y = F.tanh(new Variable(nd.ones([LENGTH + i], 'float32')));
    for (let j = 0; j < 4; j++) y = F.tanh(y);
    F.sum(y).backward();
  }
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(500 * MEGABYTE);
});

it('serves a training that goes on out of what waits, gradients that come back meanwhile included', () => {
  withCollector();
  const x = new Variable(nd.ones([LENGTH], 'float32'));
  const take = vi.spyOn(pool, 'takeRecycled');
  const results: unknown[] = [];
  for (let i = 0; i < 150; i++) {
    take.mockClear();
    let y: Variable = x;
    for (let j = 0; j < 4; j++) y = F.tanh(y);
    x.clearGrad();
    F.sum(y).backward();
    if (i >= 100) results.push(...take.mock.results.map(({ value }) => value as unknown));
  }
  take.mockRestore();
  expect(results.length).toBeGreaterThan(300);
  // None, but for what V8's optimiser holds on to for a moment.
  expect(results.filter((one) => one === null).length / results.length).toBeLessThan(0.05);
});

it('a recycled array of zeros has zeros', () => {
  withCollector();
  const x = new Variable(nd.ones([LENGTH], 'float32'));
  for (let i = 0; i < 80; i++) {
    step(x);
    expect(nd.zeros([LENGTH], 'float32').max().item()).toBe(0);
  }
});
