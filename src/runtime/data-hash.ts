/**
 * The hash of a data set: over name, dtype, shape and bytes of its arrays, so that two runs with the same hash saw the same
 * data. Of what is larger than MOST_BYTES the first and the last half of that many bytes count. The SHA-256 is the host's.
 */
import type { NDArray } from '../engine/ndarray/ndarray.ts';
import type { DataHash } from './observation.ts';
import { toArray } from './shapes.ts';

export const MOST_BYTES = 64 << 20;
/** Samples that are asked for one by one, where a data set holds no array. */
const MOST_SAMPLES = 1000;

export type Sha256 = (parts: readonly Uint8Array[]) => string;

/** Null where there is nothing to hash. */
export function hashData(name: string, data: unknown, sha256: Sha256): DataHash | null {
  const arrays = arraysOf(data);
  if (arrays.length === 0) return null;
  const parts = arrays.flatMap(([key, array]) => {
    const elements = array.elements();
    const bytes = new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
    const head = new TextEncoder().encode(`${key} ${array.dtype} ${array.shape.join(',')}\n`);
    const half = MOST_BYTES / 2;
    return bytes.length <= MOST_BYTES ? [head, bytes] : [head, bytes.subarray(0, half), bytes.subarray(-half)];
  });
  return { name: name.slice(0, 200), sha256: sha256(parts), rows: arrays[0]?.[1].shape[0] ?? 1 };
}

/** `{ x, t }`, a data set with `data` and `label`, or one that only gives samples. */
function arraysOf(data: unknown): [string, NDArray][] {
  const alone = toArray(data);
  if (alone && !(typeof data === 'object' && data !== null && 'label' in data)) return [['data', alone]];
  if (typeof data !== 'object' || data === null) return [];
  const named = Object.entries(data as Record<string, unknown>).flatMap(([key, value]): [string, NDArray][] => {
    const array = typeof value === 'object' ? toArray(value) : null;
    return array ? [[key, array]] : [];
  });
  return named.length > 0 ? named : samplesOf(data);
}

function samplesOf(data: { length?: unknown; get?: unknown }): [string, NDArray][] {
  const { length } = data;
  if (typeof length !== 'number') return [];
  const at = (i: number): unknown =>
    Array.isArray(data)
      ? data[i]
      : typeof data.get === 'function'
        ? (data.get as (i: number) => unknown).call(data, i)
        : null;
  return Array.from({ length: Math.min(length, MOST_SAMPLES) }, (_, i) => at(i)).flatMap((sample, i) =>
    (Array.isArray(sample) ? sample : [sample]).flatMap((value, k): [string, NDArray][] => {
      const array = toArray(value);
      return array ? [[`${i}/${k} of ${length}`, array]] : [];
    })
  );
}
