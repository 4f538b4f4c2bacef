/** The next whole number that is not smaller. */
import { strided } from './strided.ts';

export const ceil = strided('ceil(x)', 1);
