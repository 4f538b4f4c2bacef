/**
 * Whether the wasm backend can work here: it needs WebAssembly with SIMD. Never throws; gives the reason instead.
 */
import type { Probe } from '../backend.ts';

export function probeWasm(): Probe {
  return { backend: null, reason: 'kernels are not built' };
}
