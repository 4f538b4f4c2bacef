// Convolution and its adjoints on kernel threads as the app has them: the same bits, whoever computes.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ENDED, SLEEPERS, TICKET } from '@engine/backends/wasm/control.ts';
import { wasm } from '@engine/backends/wasm/index.ts';
import { useKernels } from '@engine/backends/wasm/settings.ts';
import { memory } from '@engine/backends/wasm/workspace.ts';
import { setHost } from '@engine/host.ts';
import { RandomState } from '@engine/ndarray/random.ts';
import { bundleTool } from '../../scripts/lib/bundle.mjs';
import { kernelThreads } from './kernel-threads.ts';

const random = new RandomState(1);
let entry: string;

beforeAll(async () => {
  entry = await bundleTool('src/engine-process/kernel-thread.ts', 'kernel-thread-conv', { format: 'cjs' });
});
afterAll(() => {
  // Lets the sleepers go.
  Atomics.store(memory().int32, ENDED, 1);
  Atomics.notify(memory().int32, TICKET);
  setHost(null);
});

test.each([
  [[20, 8, 30, 28], 24, [1, 1]],
  [[9, 12, 41, 33], 30, [2, 2]],
  [[2, 160, 20, 20], 40, [1, 1]]
])('pictures %j, %i kernels, stride %j', async (shape, oc, stride) => {
  setHost({ now: () => performance.now(), threads: kernelThreads(entry, 3) });
  const [n, c, height, width] = shape as [number, number, number, number];
  const window = { kernel: [3, 3], stride: stride as [number, number], pad: [1, 1] } as const;
  const x = random.randn(n, c, height, width).astype('float32');
  const W = random.randn(oc, c, 3, 3).astype('float32');
  const b = random.randn(oc).astype('float32');
  useKernels({ threads: 1 });
  const y = wasm.conv2d(x, W, b, window);
  const run = () => [
    wasm.conv2d(x, W, b, window).toFlat(),
    wasm.spread2d(y, W, window, [height, width]).toFlat(),
    wasm.kernelGradient2d(x, y, window).toFlat()
  ];
  const alone = run();
  expect(useKernels({ threads: 3 }).threads).toBe(3);
  expect(run()).toEqual(alone);
  // Once the helpers are there, they take part.
  await vi.waitFor(() => expect(Atomics.load(memory().int32, SLEEPERS)).toBe(2), { timeout: 10_000, interval: 5 });
  expect(run()).toEqual(alone);
});
