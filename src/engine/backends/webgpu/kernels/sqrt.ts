/** The square root. */
import { strided } from './strided.ts';

export const sqrt = strided('sqrt(x)', 1);
