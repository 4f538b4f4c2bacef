/** out = x0 + x1, element by element; an operand of one element is spread. Parameters: lengths of x0 and x1. */
import { elementwise, linear, type Kernel } from './kernel.ts';

export const add: Kernel = {
  inputs: 2,
  wgsl: elementwise(2, 'out[i] = x0[select(i, 0u, p[1] == 1u)] + x1[select(i, 0u, p[2] == 1u)];'),
  workgroups: (length) => linear(length, 64)
};
