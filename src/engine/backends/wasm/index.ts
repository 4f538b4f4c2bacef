/**
 * The wasm backend: convolution, pooling, normalising channels and matrix products in WebAssembly SIMD; everything else
 * is plain's. That is no fallback to report: plain's element-wise loops are this backend's own choice, compiled in the
 * same thread. Kernels give null for what they do not take (whole numbers, tiny arrays).
 */
import type { Backend } from '../backend.ts';
import { byChannels } from '../by-channels.ts';
import { byPatches } from '../by-patches.ts';
import { plain } from '../plain/index.ts';
import { channelMoments, normalise, normaliseGradient } from './kernels/channels.ts';
import { conv2d } from './kernels/conv2d.ts';
import { kernelGradient2d } from './kernels/kernel-gradient2d.ts';
import { matmul } from './kernels/matmul.ts';
import { averagePool, averagePoolSpread, maxPool, maxPoolSpread } from './kernels/pooling.ts';
import { spread2d } from './kernels/spread2d.ts';

/** From the other kernels of this backend. */
const general = { ...byPatches(() => wasm), ...byChannels(() => wasm) };

export const wasm: Backend = {
  ...plain,
  ...general,
  name: 'wasm',
  matmul,
  conv2d: (...given) => conv2d(...given) ?? general.conv2d(...given),
  spread2d: (...given) => spread2d(...given) ?? general.spread2d(...given),
  kernelGradient2d: (...given) => kernelGradient2d(...given) ?? general.kernelGradient2d(...given),
  maxPool: (...given) => maxPool(...given) ?? general.maxPool(...given),
  maxPoolSpread: (...given) => maxPoolSpread(...given) ?? general.maxPoolSpread(...given),
  averagePool: (...given) => averagePool(...given) ?? general.averagePool(...given),
  averagePoolSpread: (...given) => averagePoolSpread(...given) ?? general.averagePoolSpread(...given),
  channelMoments: (...given) => channelMoments(...given) ?? general.channelMoments(...given),
  normalise: (...given) => normalise(...given) ?? general.normalise(...given),
  normaliseGradient: (...given) => normaliseGradient(...given) ?? general.normaliseGradient(...given)
};
