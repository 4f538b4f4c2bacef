/** a b (1 - b): the gradient a of the sigmoid's output b, for its input. */
import { pair } from './strided.ts';

export const sigmoidGradient = pair('a * b * (1.0 - b)');
