/** Exports read back: event files by a reader of their own records, checkpoints by the engine's reader of .npz. */
import { expect, it } from 'vitest';
import { readNpz } from '../../engine/io/npz.ts';
import type { Curve } from '@ipc/runs.ts';
import { crc32c } from '../../store/crc32c.ts';
import { npzOf } from './npz.ts';
import { eventFile } from './tensorboard.ts';

it('writes event files as records with scalars, NaN among them', () => {
  const curve = { run: 'a', name: 'loss', step: [0, 300], value: [0.5, NaN], time: [0, 1.5], total: 2 } as Curve;
  const bytes = Buffer.concat([...eventFile([curve], 1_700_000_000)]);
  const events: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(bytes.readBigUInt64LE(at));
    expect(bytes.readUInt32LE(at + 8)).toBe(mask(crc32c(bytes.subarray(at, at + 8))));
    const data = bytes.subarray(at + 12, at + 12 + length);
    expect(bytes.readUInt32LE(at + 12 + length)).toBe(mask(crc32c(data)));
    events.push(data);
    at += length + 16;
  }
  expect(events).toHaveLength(3);
  expect(events[0]!.subarray(11).toString()).toBe('brain.Event:2');
  // wall_time (field 1, double), step (field 2, varint 300 = ac 02), summary (5) > value (1) > tag (1), simple_value (2).
  const last = events[2]!;
  expect(last.readDoubleLE(1)).toBe(1_700_000_001.5);
  expect(last.subarray(9, 16).toString('hex')).toBe('10ac022a0d0a0b');
  expect(last.subarray(16, 22).toString('latin1')).toBe('\n\x04loss');
  expect(last[22]).toBe(0x15);
  expect(last.readFloatLE(23)).toBeNaN();
});

const mask = (crc: number): number => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;

it('writes checkpoints that an .npz reader reads', () => {
  const bytes = (values: Float64Array | Int32Array) => new Uint8Array(values.buffer);
  const arrays = readNpz(
    npzOf([
      { name: 'weights/l1/W', dtype: 'float64', shape: [2, 2], bytes: bytes(Float64Array.of(1, NaN, -0, Infinity)) },
      { name: 'order', dtype: 'int32', shape: [3], bytes: bytes(Int32Array.of(2, 0, 1)) },
      { name: 'scalar', dtype: 'float64', shape: [], bytes: bytes(Float64Array.of(5)) }
    ])
  );
  expect([...arrays.keys()]).toEqual(['weights/l1/W', 'order', 'scalar']);
  expect(arrays.get('weights/l1/W')!.toFlat()).toEqual([1, NaN, -0, Infinity]);
  expect(arrays.get('order')!.dtype).toBe('int32');
  expect(arrays.get('scalar')!.shape).toEqual([]);
});
