/** -1, 0 or 1. */
import { strided } from './strided.ts';

export const sign = strided('sign(x)', 1);
