// Functions of large arrays on kernel threads as the app has them: the same bits, whoever computes.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ENDED, SLEEPERS, TICKET } from '@engine/backends/wasm/control.ts';
import { wasm } from '@engine/backends/wasm/index.ts';
import { useKernels } from '@engine/backends/wasm/settings.ts';
import { memory } from '@engine/backends/wasm/workspace.ts';
import { setHost } from '@engine/host.ts';
import * as nd from '@engine/ndarray/nd.ts';
import { RandomState } from '@engine/ndarray/random.ts';
import { bundleTool } from '../../scripts/lib/bundle.mjs';
import { createCopy } from './copy.ts';
import { kernelThreads } from './kernel-threads.ts';

const random = new RandomState(1);
/** Several slabs, the last one with a last chunk that is no whole vector. */
const wide = random.randn(401_003).mul(nd.power(10, random.uniform(-4, 3, 401_003)));
[NaN, Infinity, -Infinity, 0, -0, 1e-310, -90, 90].forEach((value, i) => wide.set(50_000 * i + 3, value));
let entry: string;

beforeAll(async () => {
  entry = await bundleTool('src/engine-process/kernel-thread.ts', 'kernel-thread-functions', { format: 'cjs' });
});
afterAll(() => {
  // Lets the sleepers go.
  Atomics.store(memory().int32, ENDED, 1);
  Atomics.notify(memory().int32, TICKET);
  setHost(null);
});

test.each(['float32', 'float64'] as const)('%s: each function, of an array and of a view', async (dtype) => {
  const copy = createCopy();
  setHost({ now: () => performance.now(), threads: kernelThreads(entry, 3), ...(copy ? { copy } : {}) });
  const x = wide.astype(dtype);
  const arrays = [x, x.get(nd.slice(1, null)), x.get(nd.slice(null, null, -1))];
  const run = () =>
    (['exp', 'log', 'tanh', 'sigmoid'] as const).flatMap((op) =>
      arrays.map((one) => wasm.unary(op, one).elements().slice())
    );
  useKernels({ threads: 1 });
  const alone = run();
  expect(useKernels({ threads: 3 }).threads).toBe(3);
  const first = run();
  // Once the helpers are there, they take part.
  await vi.waitFor(() => expect(Atomics.load(memory().int32, SLEEPERS)).toBe(2), { timeout: 10_000, interval: 5 });
  const later = run();
  for (const [i, one] of alone.entries()) {
    expect(sameBits(first[i]!, one)).toBe(true);
    expect(sameBits(later[i]!, one)).toBe(true);
  }
});

const sameBits = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.prototype.every.call(a, (value: number, i) => Object.is(value, b[i]));
