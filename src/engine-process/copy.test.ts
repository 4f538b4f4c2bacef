import { expect, test } from 'vitest';
import { createCopy } from './copy.ts';

test('copies into shared memory and out of it, and no more than there is', () => {
  const copy = createCopy();
  const numbers = Float64Array.from({ length: 1000 }, (_, i) => i / 7);
  const shared = new Float64Array(new SharedArrayBuffer(8002 * 8));
  const out = new Float64Array(1002);
  copy?.(new Uint8Array(shared.buffer, 8, 8000), new Uint8Array(numbers.buffer));
  copy?.(new Uint8Array(out.buffer, 8, 8000), new Uint8Array(shared.buffer, 8, 8000));
  expect(copy).not.toBeNull();
  expect([...out]).toEqual([0, ...numbers, 0]);
  expect(shared[0]).toBe(0);
  expect(shared[1001]).toBe(0);
});
