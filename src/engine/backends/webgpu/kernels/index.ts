/**
 * All WebGPU kernels by name; the hidden page compiles one when it is first used. A binary operation has three: with a
 * number on one side it is called `add.right` or `add.left`. One sorted line a kernel.
 */
import { abs } from './abs.ts';
import { add } from './add.ts';
import { assign } from './assign.ts';
import { ceil } from './ceil.ts';
import { copy } from './copy.ts';
import { cos } from './cos.ts';
import { div } from './div.ts';
import { equal } from './equal.ts';
import { exp } from './exp.ts';
import { floor } from './floor.ts';
import { greaterEqual } from './greater-equal.ts';
import { greater } from './greater.ts';
import type { Kernel } from './kernel.ts';
import { lessEqual } from './less-equal.ts';
import { less } from './less.ts';
import { log } from './log.ts';
import { matmul } from './matmul.ts';
import { matmul4 } from './matmul4.ts';
import { max } from './max.ts';
import { maximum } from './maximum.ts';
import { min } from './min.ts';
import { minimum } from './minimum.ts';
import { mod } from './mod.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';
import { notEqual } from './not-equal.ts';
import { pow } from './pow.ts';
import { relu } from './relu.ts';
import { round } from './round.ts';
import { sigmoid } from './sigmoid.ts';
import { sign } from './sign.ts';
import { sin } from './sin.ts';
import { sqrt } from './sqrt.ts';
import { square } from './square.ts';
import type { Pair } from './strided.ts';
import { sub } from './sub.ts';
import { sum } from './sum.ts';
import { tanh } from './tanh.ts';
import { where } from './where.ts';

export type { Kernel } from './kernel.ts';

const single: Readonly<Record<string, Kernel>> = {
  abs,
  assign,
  ceil,
  copy,
  cos,
  exp,
  floor,
  log,
  matmul,
  matmul4,
  max,
  min,
  neg,
  relu,
  round,
  sigmoid,
  sign,
  sin,
  sqrt,
  square,
  sum,
  tanh,
  where
};

const pairs: Readonly<Record<string, Pair>> = {
  add,
  div,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  maximum,
  minimum,
  mod,
  mul,
  notEqual,
  pow,
  sub
};

export const kernels: Readonly<Record<string, Kernel>> = {
  ...single,
  ...Object.fromEntries(
    Object.entries(pairs).flatMap(([name, { arrays, right, left }]) => [
      [name, arrays],
      [`${name}.right`, right],
      [`${name}.left`, left]
    ])
  )
};
