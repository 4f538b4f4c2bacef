/**
 * The wasm backend: matrix products, element-wise work and reductions in WebAssembly SIMD; everything else, and what is
 * small, is plain's. That is no fallback to report: plain's loops are this backend's own choice, compiled in the same
 * thread.
 */
import type { Backend } from '../backend.ts';
import { bySteps } from '../chain.ts';
import { plain } from '../plain/index.ts';
import { fused, fusedInto } from './kernels/chain.ts';
import { binary, binaryInto, compare, unary, where } from './kernels/elementwise.ts';
import { matmul } from './kernels/matmul.ts';
import { argReduce, reduce, sumTo } from './kernels/reduce.ts';

/** Elements from which a chain is fused: below, copying and calling cost more than the arrays in between. */
const MANY = 32;

export const wasm: Backend = {
  ...plain,
  name: 'wasm',
  matmul,
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
  }
};
