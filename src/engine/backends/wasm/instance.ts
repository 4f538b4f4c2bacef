/**
 * The instances of the compiled kernels, one per set of instructions on one memory: decoded, compiled and instantiated
 * at first use, synchronously (the module is small).
 */
import { kernelSettings } from './settings.ts';
import { kernelBytes, type KernelSet, MOST_PAGES, PAGE, wasmApi, type WasmMemory } from './webassembly.ts';

type Gemm = (a: number, b: number, c: number, mPanels: number, nPanels: number, k: number, accumulate: number) => void;

/** What the module exports; addresses and lengths in bytes are numbers. */
export interface Kernels {
  readonly gemm32: Gemm;
  readonly gemm64: Gemm;
}

const instances = new Map<KernelSet, Kernels>();
let shared: WasmMemory | null = null;

/** The kernels of the set in force. */
export function kernels(): Kernels {
  const { set } = kernelSettings();
  let found = instances.get(set);
  if (found === undefined) instances.set(set, (found = instantiate(set)));
  return found;
}

/** The memory of all kernels, which grows and never shrinks. */
export function kernelMemory(): WasmMemory {
  if (shared === null) {
    const { api, reason } = wasmApi();
    if (api === null) throw new Error(reason);
    shared = new api.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  }
  return shared;
}

/** The address space up to `bytes` is there afterwards. */
export function reserve(bytes: number): void {
  const memory = kernelMemory();
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
}

function instantiate(set: KernelSet): Kernels {
  const { api, reason } = wasmApi();
  if (api === null) throw new Error(reason);
  return new api.Instance(new api.Module(kernelBytes(set)), { env: { memory: kernelMemory() } }).exports as Kernels;
}
