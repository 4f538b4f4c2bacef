import { expect, test } from 'vitest';
import type { GpuDevice } from '../../host.ts';
import { setHost } from '../../host.ts';
import { Storage } from '../../ndarray/storage.ts';
import { Residents } from './residents.ts';

/** A table of numbers in place of a GPU: what is kept there and what was freed. */
function device(): GpuDevice & { kept: Map<number, Float32Array> } {
  const kept = new Map<number, Float32Array>();
  return {
    kept,
    name: 'table',
    software: true,
    upload: (handle, data) => void kept.set(handle, data),
    dispatch: (_kernel, _inputs, output, length) => void kept.set(output, new Float32Array(length).fill(output)),
    dispatchInto: () => undefined,
    free: (handles) => handles.forEach((handle) => kept.delete(handle)),
    read: (arrays) => arrays.map(({ handle }) => kept.get(handle) ?? new Float32Array(0))
  };
}

function add(gpu: ReturnType<typeof device>, residents: Residents, handle: number, length = 1): Storage {
  gpu.dispatch('fill', [], handle, length, []);
  const storage = Storage.onGpu(length, { handle });
  residents.add(handle, storage);
  return storage;
}

test('nothing is looked for before much has been added', () => {
  const gpu = device();
  let collections = 0;
  const residents = new Residents(gpu, { collect: () => (collections += 1) });
  for (let handle = 1; handle <= 100; handle++) add(gpu, residents, handle);
  residents.tidy();
  expect([collections, residents.arrays, residents.bytes]).toEqual([0, 100, 25_600]);
});

test('an array that its storage has left is freed at the next look, one that is used is kept', () => {
  const gpu = device();
  const residents = new Residents(gpu, { collect: () => undefined });
  const held = Array.from({ length: 4096 }, (_, i) => add(gpu, residents, i + 1));
  setHost({ now: () => 0, gpu });
  expect(held[9]?.write()[0]).toBe(10);
  setHost(null);
  residents.tidy();
  expect(gpu.kept.has(10)).toBe(false);
  expect(residents.arrays).toBe(4095);
  expect(held).toHaveLength(4096);
});

test('a large array counts by its bytes', () => {
  const gpu = device();
  let collections = 0;
  const residents = new Residents(gpu, { collect: () => (collections += 1) });
  const storage = Storage.onGpu(1 << 25, { handle: 1 });
  residents.add(1, storage);
  residents.tidy();
  expect(collections).toBe(1);
});

test('where memory cannot be collected the older arrays move to the CPU and keep their numbers', () => {
  const gpu = device();
  setHost({ now: () => 0, gpu });
  const residents = new Residents(gpu, {});
  const all = Array.from({ length: 4096 }, (_, i) => add(gpu, residents, i + 1));
  residents.tidy();
  expect(residents.arrays).toBe(2048);
  expect(gpu.kept.size).toBe(2048);
  expect(all.map((storage) => storage.read()[0])).toEqual(all.map((_, i) => i + 1));
  setHost(null);
});
