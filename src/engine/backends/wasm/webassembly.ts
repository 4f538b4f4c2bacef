/**
 * The part of WebAssembly that the engine uses, with its types: the engine is compiled without those of the browser.
 * Also what this engine can run: which sets of instructions, and why not.
 */
import { decodeBase64 } from './base64.ts';
import { BLOCKS_RELAXED_WASM, BLOCKS_STRICT_WASM, RELAXED_WASM, STRICT_WASM } from './kernels/kernels.generated.ts';

export interface WasmMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

interface WasmApi {
  validate(bytes: Uint8Array): boolean;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: unknown };
  Memory: {
    new (descriptor: { initial: number; maximum: number; shared: true }): WasmMemory;
    new (descriptor: { initial: number }): { readonly buffer: ArrayBuffer };
  };
}

/** strict: the same bits on every machine; relaxed: multiply and add fused, and only where the processor can. */
export const KERNEL_SETS = ['strict', 'relaxed'] as const;
export type KernelSet = (typeof KERNEL_SETS)[number];

export const PAGE = 65536;
/** 2 GB; scripts/build-kernels.mjs says the same. */
export const MOST_PAGES = 32768;

const bytes = new Map<KernelSet, Uint8Array>();

/** The compiled kernels of a set. */
export function kernelBytes(set: KernelSet): Uint8Array {
  let found = bytes.get(set);
  if (found === undefined) bytes.set(set, (found = decodeBase64(set === 'strict' ? STRICT_WASM : RELAXED_WASM)));
  return found;
}

/** The compiled kernels of a set that work on blocks. */
export function blockKernelBytes(set: KernelSet): Uint8Array {
  return decodeBase64(set === 'strict' ? BLOCKS_STRICT_WASM : BLOCKS_RELAXED_WASM);
}

/** WebAssembly where it is there and takes the kernels (they need SIMD and shared memory), else the reason. */
export function wasmApi(): { api: WasmApi; reason: null } | { api: null; reason: string } {
  const api = (globalThis as object as { WebAssembly?: WasmApi }).WebAssembly;
  if (api === undefined) return { api: null, reason: 'there is no WebAssembly here' };
  if (typeof SharedArrayBuffer === 'undefined') return { api: null, reason: 'memory cannot be shared here' };
  if (!api.validate(kernelBytes('strict'))) return { api: null, reason: 'WebAssembly has no SIMD here' };
  return { api, reason: null };
}

/** Whether this engine takes the kernels of a set, and the processor does what they are for. */
export function hasSet(set: KernelSet): boolean {
  const { api } = wasmApi();
  if (api === null || !api.validate(kernelBytes(set)) || !api.validate(blockKernelBytes(set))) return false;
  return set === 'strict' || (fusing ??= fuses(api));
}

let fusing: boolean | null = null;

/** Whether relaxed instructions round once: without that the relaxed set would be no faster, and some of it wrong. */
function fuses(api: WasmApi): boolean {
  const env = { memory: new api.Memory({ initial: 1 }) };
  const { exports } = new api.Instance(new api.Module(blockKernelBytes('relaxed')), { env });
  return (exports as { fuses(x32: number, x64: number): number }).fuses(1.1, 1.1) === 1;
}
