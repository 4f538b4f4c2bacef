import { expect, test } from 'vitest';
import { blockCrc, blockIsWhole, crc32c, runHash, type SealedRun } from './seal.ts';

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

test('a block is whole only with its own bytes and lengths', () => {
  const block = { count: 1, steps: new Uint8Array(8), vals: new Uint8Array(8).fill(1), times: new Uint8Array(8) };
  const crc = blockCrc(block);
  expect(blockIsWhole({ ...block, crc })).toBe(true);
  expect(blockIsWhole({ ...block, vals: new Uint8Array(8).fill(2), crc })).toBe(false);
  expect(blockIsWhole({ ...block, count: 2, crc })).toBe(false);
});

test('every sealed field of a run is in its hash', () => {
  const run: SealedRun = {
    id: 'a',
    lesson: 'b',
    entry: 'c',
    device: 'cpu',
    device_name: 'd',
    seed: 1,
    config: '{}',
    environment: '{}',
    started_at: 'e',
    resumable: 1,
    parent: 'f',
    parent_checkpoint: 'g',
    code_hash: 'h'
  };
  for (const key of Object.keys(run) as (keyof SealedRun)[])
    expect(runHash({ ...run, [key]: key === 'seed' || key === 'resumable' ? 0 : 'other' }), key).not.toBe(runHash(run));
});
