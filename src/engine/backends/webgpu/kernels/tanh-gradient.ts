/** a (1 - b²): the gradient a of tanh's output b, for its input. */
import { pair } from './strided.ts';

export const tanhGradient = pair('a * (1.0 - b * b)');
