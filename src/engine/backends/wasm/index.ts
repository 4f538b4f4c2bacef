/**
 * The wasm backend: matrix products in WebAssembly SIMD; everything else is plain's. That is no fallback to report:
 * plain's element-wise loops are this backend's own choice, compiled in the same thread.
 */
import type { Backend } from '../backend.ts';
import { byPatches } from '../by-patches.ts';
import { plain } from '../plain/index.ts';
import { matmul } from './kernels/matmul.ts';

export const wasm: Backend = {
  ...plain,
  ...byPatches(() => wasm),
  name: 'wasm',
  matmul
};
