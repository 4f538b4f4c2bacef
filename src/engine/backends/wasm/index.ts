/**
 * The wasm backend: matrix products in WebAssembly SIMD; everything else is plain's. That is no fallback to report:
 * plain's element-wise loops are this backend's own choice, compiled in the same thread.
 */
import type { Backend } from '../backend.ts';
import { byPatches } from '../by-patches.ts';
import { plain } from '../plain/index.ts';
import { conv2d } from './kernels/conv2d.ts';
import { kernelGradient2d } from './kernels/kernel-gradient2d.ts';
import { matmul } from './kernels/matmul.ts';
import { averagePool, averagePoolSpread, maxPool, maxPoolSpread } from './kernels/pooling.ts';
import { spread2d } from './kernels/spread2d.ts';

export const wasm: Backend = {
  ...plain,
  ...byPatches(() => wasm),
  name: 'wasm',
  matmul,
  conv2d,
  spread2d,
  kernelGradient2d,
  maxPool,
  maxPoolSpread,
  averagePool,
  averagePoolSpread
};
