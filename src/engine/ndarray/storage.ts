/**
 * Where the elements of arrays live: a typed array on the CPU, an array on the GPU, or, for 0-d results, just a
 * number. Several arrays (views) share one storage. Whatever touches elements goes through `read()` or `write()`:
 * they fetch from the GPU what only the GPU has, and turn a lone number into a typed array when somebody needs one.
 */
import { currentHost } from '../host.ts';
import { EngineError } from '../core/errors.ts';
import { holdBuffer, LEAST_BYTES, takeBack } from './buffer-pool.ts';
import { allocate, type DType, type TypedArray } from './dtype.ts';

export interface GpuArray {
  readonly handle: number;
}

/** The elements of a storage that was discarded. */
const GONE = new Float64Array(0);

export class Storage {
  dtype: DType;
  readonly length: number;
  /** Null while the elements are on the GPU only, or are just `scalar`. */
  cpu: TypedArray | null;
  gpu: GpuArray | null;
  /** The only element while both `cpu` and `gpu` are null. */
  scalar: number;
  /** While only back-propagation knows it: how many gradients have it. 0: anybody may have it. */
  gradients = 0;

  constructor(dtype: DType, length: number, cpu: TypedArray | null, gpu: GpuArray | null, scalar: number) {
    this.dtype = dtype;
    this.length = length;
    this.cpu = cpu;
    this.gpu = gpu;
    this.scalar = scalar;
  }

  static of(dtype: DType, cpu: TypedArray): Storage {
    const storage = new Storage(dtype, cpu.length, cpu, null, 0);
    if (cpu.byteLength >= LEAST_BYTES) holdBuffer(cpu, storage);
    return storage;
  }

  static ofNumber(dtype: DType, value: number): Storage {
    return new Storage(dtype, 1, null, null, value);
  }

  /** A GPU holds float32 only: a bool is 0 or 1 there. */
  static onGpu(length: number, gpu: GpuArray, dtype: 'float32' | 'bool' = 'float32'): Storage {
    return new Storage(dtype, length, null, gpu, 0);
  }

  get onlyOnGpu(): boolean {
    return this.gpu !== null && this.cpu === null;
  }

  /** The elements for reading; synchronous, whatever it takes. */
  read(): TypedArray {
    if (this.cpu !== null) return this.cpu;
    if (this.gpu !== null) readTogether([this]);
    return (this.cpu ??= this.fromScalar());
  }

  /** What was read from the GPU. */
  arrived(floats: Float32Array): void {
    this.cpu = this.dtype === 'float32' ? floats : allocate(this.dtype, this.length);
    if (this.cpu !== floats) this.cpu.set(floats);
  }

  /** The GPU has written new elements: what the CPU has no longer counts, and they are float32 from now on. */
  moveToGpu(gpu: GpuArray): void {
    this.gpu = gpu;
    this.cpu = null;
    this.dtype = 'float32';
  }

  /** The elements for writing: the copy on the GPU no longer counts. */
  write(): TypedArray {
    const cpu = this.read();
    this.gpu = null;
    return cpu;
  }

  /** One gradient less has it. What was known to gradients only serves the next array of that size after the last one. */
  release(): void {
    if (this.gradients === 0) return;
    this.gradients -= 1;
    if (this.gradients > 0 || this.cpu === null || this.cpu.byteLength < LEAST_BYTES) return;
    // A mistake elsewhere must not show another array's elements.
    if (takeBack(this.cpu)) this.cpu = GONE;
  }

  /** Nobody but the caller has it, who needs it no more: its memory serves the next array of that size. */
  discard(): void {
    this.gradients = 1;
    this.release();
  }

  private fromScalar(): TypedArray {
    const cpu = allocate(this.dtype, 1);
    cpu[0] = this.scalar;
    return cpu;
  }
}

/** Fetches from the GPU what only the GPU has, several arrays in one go: waiting is what takes time. */
export function readTogether(storages: readonly Storage[]): void {
  const waiting = storages.filter((storage) => storage.onlyOnGpu);
  if (waiting.length === 0) return;
  const device = currentHost().gpu;
  if (device === undefined)
    throw new EngineError('device-lost', 'read: these elements are on a GPU, and no GPU is connected any more.');
  const requests = waiting.map(({ gpu, length }) => ({ handle: gpu?.handle ?? 0, length }));
  device.read(requests).forEach((floats, i) => waiting[i]?.arrived(floats));
}
