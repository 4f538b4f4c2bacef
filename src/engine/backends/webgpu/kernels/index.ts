/** All WebGPU kernels by name; the hidden page compiles one when it is first used. One sorted line a kernel. */
import { add } from './add.ts';
import type { Kernel } from './kernel.ts';
import { matmul } from './matmul.ts';
import { matmul4 } from './matmul4.ts';

export type { Kernel } from './kernel.ts';

export const kernels: Readonly<Record<string, Kernel>> = {
  add,
  matmul,
  matmul4
};
