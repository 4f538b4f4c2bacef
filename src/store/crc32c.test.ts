import { expect, test } from 'vitest';
import { crc32c } from './crc32c.ts';

test('crc32c gives the published check values', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa); // RFC 3720, B.4
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
  expect(crc32c(new Uint8Array())).toBe(0);
});

test('crc32c of parts is that of the whole', () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, i) => i);
  expect(crc32c(bytes.subarray(0, 33), bytes.subarray(33))).toBe(crc32c(bytes));
});
