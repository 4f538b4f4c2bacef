import { expect, it } from 'vitest';
import { BufferPool, sizeClass } from './buffer-pool.ts';

it('rounds sizes up by at most a quarter, in whole words', () => {
  for (let bytes = 4; bytes < 5_000_000; bytes += 1 + Math.floor(bytes / 7)) {
    const size = sizeClass(bytes);
    expect(size).toBeGreaterThanOrEqual(bytes);
    expect(size % 16).toBe(0);
    expect(sizeClass(size)).toBe(size);
    if (bytes > 256) expect(size).toBeLessThanOrEqual(bytes * 1.25);
  }
});

it('reuses a buffer of the same class and destroys what is beyond the limit', () => {
  const destroyed: number[] = [];
  const device = {
    createBuffer: ({ size }: { size: number }) => ({ size, destroy: () => destroyed.push(size) })
  } as unknown as GPUDevice;
  const pool = new BufferPool(device);
  const first = pool.take(1000);
  pool.give(first);
  expect(pool.take(1020)).toBe(first);
  pool.give(pool.take(300 << 20));
  expect(destroyed).toHaveLength(1);
});
