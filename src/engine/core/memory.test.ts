/**
 * Nothing leaks and nothing recurses: ten thousand training steps in one synchronous job, as a cell of a lesson runs
 * them, leave as much memory in use as a thousand, and chains of a hundred thousand functions go back and forth.
 * Bytes are asserted, never times.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { kernelMemory } from '../backends/wasm/instance.ts';
import { F, L, nd, optimizers, random, Variable } from '../index.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that something still holds: objects, array elements, memory of the kernels. */
function inUse(): number {
  // The buffers of dead arrays are given back in the background; the next collection waits for that.
  collect();
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers + kernelMemory().buffer.byteLength;
}

/** Step 43 of the book: a network with one hidden layer learns a sine. Returns the bytes in use after some steps. */
function train(hidden: number, steps: number, marks: readonly number[]): { used: number[]; loss: number } {
  random.seed(0);
  const x = random.rand(100, 1);
  const y = nd.sin(x.mul(2 * Math.PI)).add(random.rand(100, 1));
  const [l1, l2] = [new L.Linear(hidden, { dtype: 'float64' }), new L.Linear(1, { dtype: 'float64' })];
  const optimizer = new optimizers.SGD(0.2);
  const layers = [l1, l2];
  const used: number[] = [];
  let loss = NaN;
  for (let step = 1; step <= steps; step++) {
    const error = F.meanSquaredError(y, l2.call(F.sigmoid(l1.call(x))));
    layers.forEach((layer) => layer.clearGrads());
    error.backward();
    for (const layer of layers) optimizer.setup(layer).update();
    loss = error.item();
    if (marks.includes(step)) used.push(inUse());
  }
  return { used, loss };
}

describe('memory', () => {
  const SLACK = 2 ** 20;

  test('10,000 training steps in one job hold no more than 1,000 do', { timeout: 120_000 }, () => {
    const { used, loss } = train(10, 10_000, [1000, 5000, 10_000]);
    expect(loss).toBeLessThan(0.09);
    expect(used[1]! - used[0]!).toBeLessThan(SLACK);
    expect(used[2]! - used[0]!).toBeLessThan(SLACK);
  });

  test('nor does the memory of the WebAssembly kernels grow', { timeout: 120_000 }, () => {
    const { used } = train(256, 300, [50, 300]);
    expect(used[1]! - used[0]!).toBeLessThan(SLACK);
  });

  test('the measure sees what is kept', () => {
    const before = inUse();
    const kept = Array.from({ length: 100 }, () => nd.zeros(10_000));
    expect(inUse() - before).toBeGreaterThan(7 * SLACK);
    expect(kept).toHaveLength(100);
  });

  test('a gradient that is kept without its graph keeps nothing else', () => {
    const x = new Variable(nd.ones(10));
    const before = inUse();
    for (let i = 0; i < 200; i++) {
      let y: Variable = F.broadcastTo(x, [1000, 10]);
      for (let j = 0; j < 5; j++) y = F.sin(y);
      F.sum(y).backward();
    }
    expect(inUse() - before).toBeLessThan(SLACK);
    expect(x.grad!.shape).toEqual([10]);
  });
});

describe('long chains', () => {
  test('100,000 functions, with a graph of the gradients, back through that again', { timeout: 120_000 }, () => {
    const x = new Variable(nd.array(0.5));
    let y: Variable = x;
    for (let i = 0; i < 100_000; i++) y = F.mul(y, i % 2 === 0 ? 2 : 0.5);
    F.mul(y, y).backward({ createGraph: true });
    const first = x.grad!;
    x.clearGrad();
    first.backward();
    expect([first.item(), x.grad!.item()]).toEqual([1, 2]);
  });

  test('a sum of 100,000 uses of one variable', { timeout: 120_000 }, () => {
    const x = new Variable(nd.array(3));
    let y: Variable = F.mul(x, 1);
    for (let i = 0; i < 100_000; i++) y = F.add(y, x);
    y.backward();
    expect(x.grad!.item()).toBe(100_001);
  });

  test('unchainBackward of 100,000 functions', { timeout: 120_000 }, () => {
    const x = new Variable(nd.array(3));
    let y: Variable = x;
    for (let i = 0; i < 100_000; i++) y = F.neg(y);
    y.unchainBackward();
    y.backward();
    expect(x.grad).toBeNull();
  });
});
