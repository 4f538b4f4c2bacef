/**
 * The kernels' memory as the TypeScript side sees it: arrays live outside, so a kernel's operands are copied in and its
 * results out (about 20 to 60 GB/s, little beside what a kernel does with them), whole or block by block. Nothing in
 * here outlives a call, so nothing has to be freed; the memory grows to what the largest call needs.
 * The first bytes are kept for control words of threads and for tables.
 */
import { kernelMemory, reserve } from './instance.ts';
import { TABLES_END } from './tables.ts';

/** Where operands begin, behind the control words of threads (control.ts) and the tables. */
const OPERANDS = TABLES_END;

const ALIGN = 64;

/** Places in the memory, one behind the other, for the time of one call. */
export class Workspace {
  #at = OPERANDS;

  /** An address with room for `bytes`, a multiple of 64. */
  take(bytes: number): number {
    const address = this.#at;
    this.#at += Math.ceil(bytes / ALIGN) * ALIGN;
    return address;
  }

  /** To be called when all is taken and before anything is copied: makes the memory large enough, or throws a WorkspaceError. */
  ready(): void {
    reserve(this.#at);
  }
}

/** The whole memory, seen as elements of each kind. */
export interface MemoryViews {
  readonly buffer: SharedArrayBuffer;
  readonly float32: Float32Array<SharedArrayBuffer>;
  readonly float64: Float64Array<SharedArrayBuffer>;
  readonly int32: Int32Array<SharedArrayBuffer>;
}

let views: MemoryViews | null = null;

/** The memory's views; to be taken anew for each call, as the memory may have grown. */
export function memory(): MemoryViews {
  const { buffer } = kernelMemory();
  if (views?.buffer !== buffer)
    views = {
      buffer,
      float32: new Float32Array(buffer),
      float64: new Float64Array(buffer),
      int32: new Int32Array(buffer)
    };
  return views;
}

/** `count` elements of `array` from `at` on to `address`. */
export function copyIn(address: number, array: Float32Array | Float64Array, at: number, count: number): void {
  const part = array.subarray(at, at + count);
  if (array instanceof Float64Array) memory().float64.set(part, address >> 3);
  else memory().float32.set(part, address >> 2);
}

/** `count` elements at `address` into `array` at `at`. */
export function copyOut(address: number, array: Float32Array | Float64Array, at: number, count: number): void {
  if (array instanceof Float64Array) array.set(memory().float64.subarray(address >> 3, (address >> 3) + count), at);
  else array.set(memory().float32.subarray(address >> 2, (address >> 2) + count), at);
}
