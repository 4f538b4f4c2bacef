import { expect, it } from 'vitest';
import { limitBytes } from './memory-limit.ts';

it('is half of the memory, at most 4 GiB, or what the environment says', () => {
  expect(limitBytes(2 ** 32, undefined)).toBe(2 ** 31);
  expect(limitBytes(2 ** 36, undefined)).toBe(2 ** 32);
  expect(limitBytes(2 ** 36, '512')).toBe(512 * 2 ** 20);
  expect(limitBytes(2 ** 36, 'lots')).toBe(2 ** 32);
});
