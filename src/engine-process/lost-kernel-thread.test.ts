// A kernel thread that dies with work in hand; a file of its own, since no thread is asked for help afterwards.
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test, vi } from 'vitest';
import { MOST_CHUNKS, PENDING, TICKET } from '@engine/backends/wasm/control.ts';
import type { HelperStart } from '@engine/backends/wasm/helper.ts';
import { wasm } from '@engine/backends/wasm/index.ts';
import { kernelMemory } from '@engine/backends/wasm/instance.ts';
import { useKernels } from '@engine/backends/wasm/settings.ts';
import { setHost } from '@engine/host.ts';
import { RandomState } from '@engine/ndarray/random.ts';

afterAll(() => setHost(null));

/** Says that it is there, claims a chunk and never computes it. */
const THIEF = `
  const { workerData: { helper, there } } = require('node:worker_threads');
  const words = new Int32Array(helper.memory.buffer);
  Atomics.store(there, 0, 1);
  Atomics.notify(there, 0);
  for (;;) {
    const ticket = Atomics.load(words, ${TICKET});
    if ((ticket & ${MOST_CHUNKS}) > 0 && Atomics.compareExchange(words, ${TICKET}, ticket, ticket - 1) === ticket)
      process.exit();
  }`;

test('what a lost thread had claimed is computed again, without threads', () => {
  const start = vi.fn((helper: HelperStart) => {
    const there = new Int32Array(new SharedArrayBuffer(4));
    new Worker(THIEF, { eval: true, workerData: { helper, there } }).unref();
    expect(Atomics.wait(there, 0, 0, 10_000)).not.toBe('timed-out');
  });
  setHost({ now: () => performance.now(), threads: { count: 2, start } });
  const random = new RandomState(1);
  const a = random.randn(300, 300);
  const b = random.randn(300, 300);
  useKernels({ threads: 1 });
  const expected = wasm.matmul(a, b).toFlat();
  useKernels({ threads: 2 });
  const memory = kernelMemory();
  // Until the other gets a turn of the processor.
  while (kernelMemory() === memory) expect(wasm.matmul(a, b).toFlat()).toEqual(expected);
  expect(new Int32Array(memory.buffer)[PENDING]).toBe(1);
  expect(wasm.matmul(a, b).toFlat()).toEqual(expected);
  expect(start).toHaveBeenCalledTimes(1);
});
