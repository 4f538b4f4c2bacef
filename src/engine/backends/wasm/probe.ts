/**
 * Whether the wasm backend can work here: it needs WebAssembly with SIMD. Never throws; gives the reason instead.
 */
import type { Probe } from '../backend.ts';
import { wasm } from './index.ts';
import { wasmApi } from './webassembly.ts';

let result: Probe | null = null;

export function probeWasm(): Probe {
  if (result === null) {
    const { reason } = wasmApi();
    result = reason === null ? { backend: wasm, reason } : { backend: null, reason };
  }
  return result;
}
