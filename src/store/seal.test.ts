import { expect, test } from 'vitest';
import { blockCrc, blockIsWhole, runHash, type SealedRun } from './seal.ts';

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
