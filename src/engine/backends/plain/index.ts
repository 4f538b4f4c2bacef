/**
 * The plain backend: every kernel, in TypeScript, in one thread. It is what the others are compared with and what they
 * fall back to.
 */
import type { Backend } from '../backend.ts';
import { chain, chainInto } from './kernels/chain.ts';
import { byChannels } from '../by-channels.ts';
import { byPatches } from '../by-patches.ts';
import { lstmBySteps } from '../lstm.ts';
import { binary, binaryInto, compare, unary, where } from './kernels/elementwise.ts';
import { col2im, im2col } from './kernels/im2col.ts';
import { matmul } from './kernels/matmul.ts';
import { argReduce, reduce, sumTo } from './kernels/reduce.ts';
import { addRows, concatenate, copy, takeRows } from './kernels/rows.ts';

export const plain: Backend = {
  name: 'plain',
  unary,
  binary,
  compare,
  binaryInto,
  where,
  chain,
  chainInto,
  reduce,
  argReduce,
  sumTo,
  matmul,
  addProducts(target, pairs) {
    for (const [a, b] of pairs) binaryInto('add', target, matmul(a, b));
  },
  lstm: (inputs) => lstmBySteps(plain, inputs),
  concatenate,
  copy,
  takeRows,
  addRows,
  im2col,
  col2im,
  ...byPatches(() => plain),
  ...byChannels(() => plain)
};
