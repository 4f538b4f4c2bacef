// Matrix products on kernel threads as the app has them: the same bits, whoever computes, and whoever dies.
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ENDED, JOB, nextTicket, PENDING, SLEEPERS, TICKET } from '@engine/backends/wasm/control.ts';
import { wasm } from '@engine/backends/wasm/index.ts';
import * as jobs from '@engine/backends/wasm/jobs.ts';
import { useKernels } from '@engine/backends/wasm/settings.ts';
import { memory } from '@engine/backends/wasm/workspace.ts';
import { fours } from '@engine/backends/lstm.ts';
import { plain } from '@engine/backends/plain/index.ts';
import { setHost } from '@engine/host.ts';
import * as nd from '@engine/ndarray/nd.ts';
import type { NDArray } from '@engine/ndarray/ndarray.ts';
import { RandomState } from '@engine/ndarray/random.ts';
import { bundleTool } from '../../scripts/lib/bundle.mjs';
import { kernelThreads } from './kernel-threads.ts';

const random = new RandomState(1);
/** Large enough for several chunks. */
const a = random.randn(301, 283).astype('float32');
const b = random.randn(283, 203).astype('float32');
let entry: string;

beforeAll(async () => {
  entry = await bundleTool('src/engine-process/kernel-thread.ts', 'kernel-thread', { format: 'cjs' });
});
afterAll(() => {
  // Lets the sleepers go.
  Atomics.store(memory().int32, ENDED, 1);
  Atomics.notify(memory().int32, TICKET);
  setHost(null);
});

const sameBits = (x: NDArray, y: NDArray): boolean =>
  x.elements().every((value, i) => Object.is(value, y.elements()[i]));

const sleepers = (count: number) =>
  vi.waitFor(() => expect(Atomics.load(memory().int32, SLEEPERS)).toBe(count), { timeout: 10_000, interval: 5 });

test('a product has the same bits on one thread, on three, and on helpers alone', async () => {
  setHost({ now: () => performance.now(), threads: kernelThreads(entry, 3) });
  expect(useKernels({ threads: 1 }).threads).toBe(1);
  const alone = wasm.matmul(a, b).toFlat();
  expect(useKernels({ threads: 8 }).threads).toBe(3);
  expect(wasm.matmul(a, b).toFlat()).toEqual(alone);
  await sleepers(2);
  expect(wasm.matmul(a, b).toFlat()).toEqual(alone);

  // The job's words and operands still lie there: published once more, it is done without the caller.
  await sleepers(2);
  const words = memory().int32;
  const [result, chunks] = [words[JOB + 6]! / 4, 12];
  memory().float32.fill(0, result, result + alone.length);
  Atomics.store(words, PENDING, chunks);
  Atomics.store(words, TICKET, nextTicket(words, chunks));
  Atomics.notify(words, TICKET);
  await vi.waitFor(() => expect(Atomics.load(words, PENDING)).toBe(0), { timeout: 10_000, interval: 5 });
  expect([...memory().float32.subarray(result, result + alone.length)]).toEqual(alone);
});

test('small products one after the other have the same bits on one thread and on three', async () => {
  setHost({ now: () => performance.now(), threads: kernelThreads(entry, 3) });
  const [left, right] = [random.randn(30, 100), random.randn(100, 100).astype('float32')];
  const all = (): number[][] => {
    const sum = random.randn(30, 100).mul(0);
    const pairs = Array.from({ length: 8 }, () => [left, right] as const);
    const products = Array.from({ length: 300 }, () => wasm.matmul(left, right));
    for (let i = 0; i < 20; i++) wasm.addProducts(sum, pairs);
    return [...products.slice(-100), sum].map((one) => one.toFlat());
  };
  useKernels({ threads: 1 });
  const alone = all();
  useKernels({ threads: 3 });
  wasm.matmul(a, b);
  await sleepers(2);
  expect(all()).toEqual(alone);
});

test.each([
  [30, 100, 100],
  [120, 200, 5]
])(
  'steps of an LSTM, %d rows and a state of %d, have the same bits on one thread and on three',
  async (rows, size, times) => {
    setHost({ now: () => performance.now(), threads: kernelThreads(entry, 3) });
    const single = (...shape: number[]): NDArray => random.randn(...shape).astype('float32');
    const inputs = {
      ...{ x: random.randn(rows, 2), h: random.randn(rows, size), c: random.randn(rows, size) },
      Wx: fours(() => single(2, size)),
      b: fours(() => single(size)),
      Wh: fours(() => single(size, size))
    };
    const steps = (): number[][] =>
      Array.from({ length: times }, () => wasm.lstm(inputs)).map(({ h, c }) => [...h.toFlat(), ...c.toFlat()]);
    useKernels({ threads: 1 });
    const alone = steps();
    useKernels({ threads: 3 });
    wasm.matmul(a, b);
    await sleepers(2);
    expect(steps()).toEqual(alone);
  }
);

test('functions of float64 have the same bits on one thread and on three, and those of plain', async () => {
  setHost({ now: () => performance.now(), threads: kernelThreads(entry, 3) });
  const corners = [NaN, Infinity, -Infinity, 0, -0, 5e-324, -800, 800, 0.1, -0.1, 22, -22.5];
  const inputs = [2049, 40_000, 262_145].map((size) => nd.concatenate([random.randn(size).mul(2), nd.array(corners)]));
  inputs.push(inputs[1]!.get(nd.slice(3, null)));
  useKernels({ threads: 3 });
  wasm.matmul(a, b);
  await sleepers(2);
  const run = vi.spyOn(jobs, 'runJob');
  for (const op of ['exp', 'log', 'tanh', 'sigmoid'] as const)
    for (const x of inputs) {
      const kinds = (): number => run.mock.calls.filter(([kind]) => kind === 'functions').length;
      const before = kinds();
      useKernels({ threads: 3 });
      const shared = wasm.unary(op, x);
      if (x.size > 2 ** 15) expect(kinds()).toBeGreaterThan(before);
      expect([shared.dtype, shared.shape]).toEqual(['float64', x.shape]);
      useKernels({ threads: 1 });
      expect(sameBits(wasm.unary(op, x), shared)).toBe(true);
      expect(sameBits(plain.unary(op, x), shared)).toBe(true);
    }
});

test('threads that cannot start, or were ended, hold nothing up', async () => {
  const workers: Worker[] = [];
  const threads = {
    count: 5,
    start: (helper: object) => {
      const worker = new Worker(workers.length === 0 ? `${entry}.absent` : entry, { workerData: helper });
      worker.on('error', () => undefined);
      workers.push(worker);
    }
  };
  setHost({ now: () => performance.now(), threads });
  const expected = wasm.matmul(a, b).toFlat();
  expect(useKernels({ threads: 5 }).threads).toBe(5);
  expect(wasm.matmul(a, b).toFlat()).toEqual(expected);
  expect(workers.length).toBe(2);
  await sleepers(3);
  await Promise.all(workers.map((worker) => worker.terminate()));
  expect(wasm.matmul(a, b).toFlat()).toEqual(expected);
});
