/**
 * The instance of the compiled kernels: decoded, compiled and instantiated once, at first use, synchronously (the
 * module is small). WebAssembly's types are declared here, as the engine is compiled without those of the browser.
 */
import { MATMUL_WASM } from './kernels/matmul.generated.ts';

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

type Gemm = (a: number, b: number, c: number, mPanels: number, nPanels: number, k: number, accumulate: number) => void;

export interface Kernels {
  readonly memory: WasmMemory;
  readonly gemm32: Gemm;
  readonly gemm64: Gemm;
}

interface WasmApi {
  validate(bytes: Uint8Array): boolean;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

const PAGE = 65536;
let kernels: Kernels | null = null;

/** WebAssembly where it is there and takes the kernels (they need SIMD), else the reason. */
export function wasmApi(): { api: WasmApi; reason: null } | { api: null; reason: string } {
  const api = (globalThis as { WebAssembly?: WasmApi }).WebAssembly;
  if (api === undefined) return { api: null, reason: 'there is no WebAssembly here' };
  if (!api.validate(decode(MATMUL_WASM))) return { api: null, reason: 'WebAssembly has no SIMD here' };
  return { api, reason: null };
}

/** The kernels, with at least `bytes` of memory. */
export function kernelsWith(bytes: number): Kernels {
  kernels ??= instantiate();
  const missing = bytes - kernels.memory.buffer.byteLength;
  if (missing > 0) kernels.memory.grow(Math.ceil(missing / PAGE));
  return kernels;
}

function instantiate(): Kernels {
  const { api, reason } = wasmApi();
  if (api === null) throw new Error(reason);
  return new api.Instance(new api.Module(decode(MATMUL_WASM)), {}).exports as Kernels;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** base64 to bytes; neither Node's Buffer nor the browser's atob belongs to the engine. */
function decode(text: string): Uint8Array {
  const clean = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((clean.length * 3) / 4));
  let at = 0;
  let word = 0;
  for (let i = 0; i < clean.length; i++) {
    word = (word << 6) | ALPHABET.indexOf(clean[i] ?? 'A');
    if (i % 4 === 0) continue;
    bytes[at++] = (word >> (6 - 2 * (i % 4))) & 255;
  }
  return bytes;
}
