import { expect, it } from 'vitest';
import { CheckpointParts } from './checkpoint-parts.ts';

const head = (...lengths: number[]) => ({
  kind: 'checkpoint' as const,
  step: 3,
  reason: 'auto' as const,
  state: '{}',
  arrays: lengths.map((bytes, i) => ({ name: `w${i}`, dtype: 'uint8', shape: [bytes], bytes }))
});

it('puts arrays together from parts, empty ones included', () => {
  const parts = new CheckpointParts();
  expect(parts.begin(head(3, 0, 2, 0))).toBeNull();
  expect(parts.add(Uint8Array.of(1, 2))).toBeNull();
  expect(parts.add(Uint8Array.of(3))).toBeNull();
  const done = parts.add(Uint8Array.of(4, 5));
  expect(done?.arrays.map(({ bytes }) => [...bytes])).toEqual([[1, 2, 3], [], [4, 5], []]);
  expect(done?.step).toBe(3);
});

it('is complete at once without bytes, and starts anew with each head', () => {
  const parts = new CheckpointParts();
  expect(parts.begin(head())?.arrays).toEqual([]);
  parts.begin(head(5));
  parts.begin(head(1));
  expect(parts.add(Uint8Array.of(9))?.arrays).toHaveLength(1);
});

it('refuses what does not fit', () => {
  const parts = new CheckpointParts();
  expect(() => parts.add(Uint8Array.of(1))).toThrow(/belongs to no array/);
  parts.begin(head(2));
  expect(() => parts.add(Uint8Array.of(1, 2, 3))).toThrow(/belongs to no array/);
  expect(() => parts.begin(head(-1))).toThrow(/impossible size/);
  expect(() => parts.begin(head(2 ** 31, 1))).toThrow(/impossible size/);
});
