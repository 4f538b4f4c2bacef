/**
 * Arrays on the GPU as the backend's operations see them: uploads once per storage, names new arrays, sends kernels.
 * The GPU computes in float32. What it makes is float32 (comparisons: bool, held as 0 and 1 there).
 * Not here: which kernel an operation needs, buffers and WGSL.
 */
import type { GpuDevice, KernelParams } from '../../host.ts';
import { NDArray } from '../../ndarray/ndarray.ts';
import { contiguousStrides, type Shape, sizeOf } from '../../ndarray/shape.ts';
import { Storage } from '../../ndarray/storage.ts';
import { type Collector, Residents } from './residents.ts';

/** Whole numbers up to here are exact in float32. */
const EXACT = 1 << 24;

export class Gpu {
  readonly residents: Residents;
  readonly #device: GpuDevice;
  #lastHandle = 0;

  constructor(device: GpuDevice, host: Collector) {
    this.#device = device;
    this.residents = new Residents(device, host);
  }

  /** Runs a kernel that makes a row-major array. */
  run(
    kernel: string,
    inputs: readonly NDArray[],
    shape: Shape,
    params: KernelParams,
    dtype: 'float32' | 'bool' = 'float32'
  ): NDArray {
    const handles = inputs.map((input) => this.#handleOf(input.storage));
    const length = sizeOf(shape);
    const handle = ++this.#lastHandle;
    this.#device.dispatch(kernel, handles, handle, length, params);
    const storage = Storage.onGpu(length, { handle }, dtype);
    this.residents.add(handle, storage);
    return new NDArray(storage, shape, contiguousStrides(shape), 0);
  }

  /** Runs a kernel that changes elements of an array that is there. */
  runInto(kernel: string, inputs: readonly NDArray[], target: Storage, params: KernelParams): void {
    const handles = inputs.map((input) => this.#handleOf(input.storage));
    const handle = this.#handleOf(target);
    this.#device.dispatchInto(kernel, handles, handle, params);
    target.moveToGpu({ handle });
  }

  /** Gives `target` the elements of `source`, a fresh array of as many, without copying. */
  replace(target: Storage, source: Storage): void {
    if (source.gpu === null) return;
    const { handle } = source.gpu;
    if (target.gpu !== null) this.residents.drop(target.gpu.handle);
    this.residents.forget(handle);
    target.moveToGpu({ handle });
    this.residents.add(handle, target);
  }

  #handleOf(storage: Storage): number {
    if (storage.gpu !== null) return storage.gpu.handle;
    const data = storage.read();
    const handle = ++this.#lastHandle;
    this.#device.upload(handle, data instanceof Float32Array ? data : Float32Array.from(data));
    storage.gpu = { handle };
    this.residents.add(handle, storage);
    return handle;
  }
}

/** Whether the GPU can hold the elements: floats, booleans, and whole numbers that float32 knows exactly. */
export function fits({ storage }: NDArray): boolean {
  if (storage.dtype !== 'int32' || storage.gpu !== null) return true;
  return storage.read().every((value) => value <= EXACT && value >= -EXACT);
}

/** A 0-d array whose number is known here: it travels as a parameter. */
export function isLocalNumber(x: NDArray | number): boolean {
  return typeof x === 'number' || (x.ndim === 0 && (x.storage.gpu === null || x.storage.cpu !== null));
}
