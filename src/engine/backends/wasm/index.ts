/**
 * The wasm backend: convolution, pooling, normalising channels, matrix products, element-wise work and reductions in
 * WebAssembly SIMD; everything else, and what is small, is plain's. That is no fallback to report: plain's loops are this
 * backend's own choice, compiled in the same thread. Kernels give null for what they do not take (whole numbers, short
 * rows).
 */
import type { Backend } from '../backend.ts';
import { byChannels } from '../by-channels.ts';
import { byPatches } from '../by-patches.ts';
import { bySteps } from '../chain.ts';
import { lstmBySteps } from '../lstm.ts';
import { plain } from '../plain/index.ts';
import { addProducts } from './kernels/add-products.ts';
import { fused, fusedInto } from './kernels/chain.ts';
import { channelMoments, normalise, normaliseGradient } from './kernels/channels.ts';
import { conv2d } from './kernels/conv2d.ts';
import { binary, binaryInto, compare, unary, where } from './kernels/elementwise.ts';
import { kernelGradient2d } from './kernels/kernel-gradient2d.ts';
import { lstm } from './kernels/lstm.ts';
import { matmul } from './kernels/matmul.ts';
import { averagePool, averagePoolSpread, maxPool, maxPoolSpread } from './kernels/pooling.ts';
import { argReduce, reduce, sumTo } from './kernels/reduce.ts';
import { spread2d } from './kernels/spread2d.ts';

/** Elements from which a chain is fused: below, copying and calling cost more than the arrays in between. */
const MANY = 32;

/** From the other kernels of this backend. */
const general = { ...byPatches(() => wasm), ...byChannels(() => wasm) };

export const wasm: Backend = {
  ...plain,
  ...general,
  name: 'wasm',
  matmul,
  addProducts,
  lstm: (inputs) => lstm(inputs) ?? lstmBySteps(wasm, inputs),
  unary,
  binary,
  binaryInto,
  compare,
  where,
  reduce,
  argReduce,
  sumTo,
  chain: (chain, operands, axis = -1) =>
    fused(chain, operands, MANY, axis) ??
    bySteps(wasm, chain, operands, [], axis)[0] ??
    plain.chain(chain, operands, axis),
  chainInto(chain, targets, operands) {
    if (!fusedInto(chain, targets, operands, MANY)) plain.chainInto(chain, targets, operands);
  },
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
