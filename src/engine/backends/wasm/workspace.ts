/**
 * The kernels' memory as the TypeScript side sees it: arrays live outside, so a kernel's operands are copied in and its
 * results out (about 20 to 60 GB/s, little beside what a kernel does with them), whole or block by block. Nothing in
 * here outlives a call, so nothing has to be freed; the memory grows to what the largest call needs.
 * In front lie the control words of threads and the tables of functions.
 */
import { currentHost } from '../../host.ts';
import type { TypedArray } from '../../ndarray/dtype.ts';
import { kernelMemory, reserve } from './instance.ts';
import { TABLES_END } from './tables.ts';

const ALIGN = 64;

/** Places in the memory, one behind the other, for the time of one call. */
export class Workspace {
  #at = TABLES_END;

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

/** Elements `from` to `to` of an array to an address, as float32 (size 4) or float64 (size 8). */
export function copyIn(address: number, array: TypedArray, from: number, to: number, size: 4 | 8): void {
  const { float32, float64 } = memory();
  move(size === 4 ? float32 : float64, address / size, array, from, to - from);
}

/** `count` elements at `address` into `array` at `at`. */
export function copyOut(address: number, array: Float32Array | Float64Array, at: number, count: number): void {
  const { float32, float64 } = memory();
  move(array, at, array instanceof Float64Array ? float64 : float32, address / array.BYTES_PER_ELEMENT, count);
}

/** From so many bytes on the host copies faster. */
const MANY_BYTES = 4096;

function move(to: TypedArray, at: number, from: TypedArray, first: number, count: number): void {
  const host = currentHost();
  if (host.copy === undefined || count * to.BYTES_PER_ELEMENT < MANY_BYTES || to.constructor !== from.constructor)
    to.set(first === 0 && count === from.length ? from : from.subarray(first, first + count), at);
  else host.copy(bytesOf(to, at, count), bytesOf(from, first, count));
}

function bytesOf({ buffer, byteOffset, BYTES_PER_ELEMENT }: TypedArray, first: number, count: number): Uint8Array {
  return new Uint8Array(buffer, byteOffset + first * BYTES_PER_ELEMENT, count * BYTES_PER_ELEMENT);
}
