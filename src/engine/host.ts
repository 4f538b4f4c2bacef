/**
 * What the engine needs from outside, injected once. The engine imports nothing, so threads, clock, files and
 * inflate come through here; a host that lacks one says so by leaving it out.
 */
import type { HelperStart } from './backends/wasm/helper.ts';

export interface Host {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Bytes of a named file that ships with the app ('mnist-train') or that the user got ('cifar10-train'); null: absent. */
  asset?(name: string): Uint8Array | null;
  /** Unpacks raw DEFLATE (RFC 1951, no zlib or gzip header) to at most `limit` bytes; throws when damaged or longer. */
  inflate?(bytes: Uint8Array, limit: number): Uint8Array;
  /** Packs to raw DEFLATE. */
  deflate?(bytes: Uint8Array): Uint8Array;
  /**
   * Collects memory at once: afterwards a WeakRef made before is empty where nothing else holds its target. Absent
   * where the run-time cannot do it; arrays on a GPU are then moved back to the CPU when there are many.
   */
  collect?(): void;
  /** As to.set(from) for as many bytes, where that is faster into and out of shared memory. */
  copy?(to: Uint8Array, from: Uint8Array): void;
  /** Synchronous access to a GPU; absent where there is none. */
  gpu?: GpuDevice;
  /** Threads that help with large kernels; absent where all is computed by the caller. */
  threads?: HelperThreads;
}

/** Threads as the engine asks for them. */
export interface HelperThreads {
  /** How many threads may compute at once, the caller included. */
  readonly count: number;
  /** Starts a thread that calls `help` (backends/wasm/helper.ts) with this and never reports; it may be ended at any time. */
  start(helper: HelperStart): void;
}

/** Numbers that a kernel gets besides its arrays; layout and meaning belong to the kernel. */
export type KernelParams = readonly number[];

/**
 * A GPU as the engine sees it: float32 arrays named by handles, commands that run in order.
 * Implemented by the engine process over the hidden renderer; `read` waits until everything before it is done.
 */
export interface GpuDevice {
  /** Name of the adapter as the driver gives it, for example 'SwiftShader' or 'NVIDIA ...'. */
  readonly name: string;
  /** True when the adapter computes on the processor. */
  readonly software: boolean;
  upload(handle: number, data: Float32Array): void;
  /** Runs a kernel: output handles are created with the given numbers of elements. */
  dispatch(kernel: string, inputs: readonly number[], output: number, outputLength: number, params: KernelParams): void;
  /** Overwrites elements of an existing array with the result of a kernel (optimizer updates). */
  dispatchInto(kernel: string, inputs: readonly number[], output: number, params: KernelParams): void;
  free(handles: readonly number[]): void;
  /** The elements of arrays, after everything before is done. */
  read(arrays: readonly { readonly handle: number; readonly length: number }[]): Float32Array[];
}

const { performance: clock = Date } = globalThis as { performance?: { now(): number } };

/** A host that has nothing but a clock; used until a real one is set. Whole milliseconds would be too coarse for kernels. */
const bareHost: Host = { now: () => clock.now() };
let host: Host = bareHost;

export function setHost(next: Host | null): void {
  host = next ?? bareHost;
}

export function currentHost(): Host {
  return host;
}
