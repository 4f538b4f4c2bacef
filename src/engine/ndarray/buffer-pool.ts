/**
 * Recycles the memory of large arrays. A fresh buffer costs far more than the arithmetic that fills it (measured in
 * Electron: 0.7 ms per MB, the operating system hands out empty pages one by one), and training makes the same arrays in
 * every step. Learners dispose of nothing, so at a safe point, where no kernel is at work, the host collects memory and
 * weak references tell whose arrays nobody can reach any more; their buffers serve the next arrays of that size. What
 * nobody but the engine has ever seen (gradients on their way) it takes back at once.
 * Without a host that collects nothing is recycled, nor is a typed array that leaves the engine (`elements()`).
 * Not here: which points are safe (`backward`, the next batch of a DataLoader), arrays on a GPU.
 */
import { currentHost } from '../host.ts';
import type { DType, TypedArray } from './dtype.ts';
import type { Storage } from './storage.ts';

/** Bytes from which an array is recycled; V8 is quick with smaller ones. */
export const LEAST_BYTES = 16 << 10;
/** How much is handed out at least before somebody looks: collecting takes 2 to 10 ms, whatever it frees. */
const LEAST_BEFORE_SWEEP = 128 << 20;
/** Where looking takes more than this part of the time, it waits for up to so many times as much to be handed out. */
const MOST_SHARE = 0.05;
const MOST_PATIENCE = 3;

const KINDS = [Float64Array, Float32Array, Int32Array, Uint8Array] as const;
const KIND_OF = { float64: 0, float32: 1, int32: 2, uint8: 3, bool: 3 } as const satisfies Record<DType, number>;

/**
 * The storages on each array that was handed out; none while the kernel that asked for it is at work. Those made since
 * the last look as they are: a new weak reference keeps its target until the end of the job, and burdens the collector.
 */
const lent = new Map<TypedArray, (Storage | WeakRef<Storage>)[]>();
/** By kind and length. */
let free = new Map<number, TypedArray[]>();
/** Bytes of those. */
let waiting = 0;
let handedOut = 0;
let limit = LEAST_BEFORE_SWEEP;
let patience = 1;
/** When somebody last looked, in the host's milliseconds. */
let looked = 0;

/** An array for that dtype and length that nobody needs any more, with its old elements; null where there is none. */
export function takeRecycled(dtype: DType, length: number): TypedArray | null {
  if (free.size === 0) return null;
  const array = free.get(keyOf(KIND_OF[dtype], length))?.pop() ?? null;
  if (array === null) return null;
  waiting -= array.byteLength;
  lend(array);
  return array;
}

/** Counts a large array as handed out, to be recycled once its storages are gone. */
export function lend(array: TypedArray): void {
  const host = currentHost();
  if (host.collect === undefined) return;
  handedOut += array.byteLength;
  if (handedOut > 4 * limit) {
    // No safe point comes, so all is left to the collector, which must be called: weak references made since keep their
    // targets until the end of the job.
    lent.clear();
    host.collect();
    handedOut = array.byteLength;
  }
  lent.set(array, []);
}

/** A storage has been made on an array: as long as it can be reached the array is in use. */
export function holdBuffer(array: TypedArray, storage: Storage): void {
  lent.get(array)?.push(storage);
}

/** Takes an array back at once, whose only storage nobody can reach; false where it has gone other ways as well. */
export function takeBack(array: TypedArray): boolean {
  if (lent.get(array)?.length !== 1) return false;
  lent.delete(array);
  handedOut = Math.max(0, handedOut - array.byteLength);
  // Beside much that waits already (more than a look finds at once) it is left to the collector.
  if (waiting < (patience + 1) * limit) put(array);
  return true;
}

/** The array itself has been handed out of the engine: it is never recycled. */
export function keepBuffer(array: TypedArray): void {
  lent.delete(array);
}

/** To be called where no kernel is at work: looks for arrays that are out of reach if much has been handed out. */
export function recycleBuffers(): void {
  if (handedOut < patience * limit) return;
  const found = timed(unreachable);
  // What was not asked for since the last time stays only beside little.
  if (waiting > limit) releaseFree();
  for (const array of found) put(array);
  let inUse = 0;
  for (const array of lent.keys()) inUse += array.byteLength;
  // Half of what is in use, so that a large step needs little more than its arrays.
  limit = Math.max(LEAST_BEFORE_SWEEP, inUse / 2);
  handedOut = 0;
}

/** Looks, and adjusts how often by how long that takes. */
function timed<T>(look: () => T): T {
  const began = currentHost().now();
  const found = look();
  const ended = currentHost().now();
  const [spent, fair] = [ended - began, MOST_SHARE * (began - looked)];
  if (spent > fair) patience = Math.min(patience + 1, MOST_PATIENCE);
  else if (4 * spent < fair) patience = Math.max(patience - 1, 1);
  looked = ended;
  return found;
}

/** Leaves everything that waits to be used again to the collector, for whoever wants to know what is really in use. */
export function releaseBuffers(): void {
  unreachable();
  releaseFree();
}

/** Leaves all arrays to the collector, in use or not: at the end of a cell. */
export function forgetBuffers(): void {
  lent.clear();
  releaseFree();
  handedOut = 0;
  limit = LEAST_BEFORE_SWEEP;
  patience = 1;
}

/** To be called before somebody else collects memory: what nobody else reaches can then be collected. */
export function holdWeakly(): void {
  for (const storages of lent.values())
    storages.forEach((storage, i) => {
      if (!(storage instanceof WeakRef)) storages[i] = new WeakRef(storage);
    });
}

/** Collects memory; the arrays that nobody can reach any more are no longer lent. */
function unreachable(): TypedArray[] {
  holdWeakly();
  currentHost().collect?.();
  const found: TypedArray[] = [];
  for (const [array, storages] of lent) {
    if (storages.some((one) => !(one instanceof WeakRef) || one.deref() !== undefined)) continue;
    lent.delete(array);
    // Without a storage it served a kernel as scratch, or went another way: that is the collector's business. A buffer
    // that was transferred away is empty.
    if (storages.length > 0 && array.byteLength > 0) found.push(array);
  }
  return found;
}

function put(array: TypedArray): void {
  const kind = KINDS.findIndex((one) => array instanceof one);
  const key = keyOf(kind, array.length);
  const others = free.get(key);
  if (others === undefined) free.set(key, [array]);
  else others.push(array);
  waiting += array.byteLength;
}

function releaseFree(): void {
  free = new Map();
  waiting = 0;
}

function keyOf(kind: number, length: number): number {
  return length * KINDS.length + kind;
}
