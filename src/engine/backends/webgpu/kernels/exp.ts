/** eˣ. */
import { strided } from './strided.ts';

export const exp = strided('exp(x)', 1);
