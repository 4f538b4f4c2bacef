/** a + b. */
import { pair } from './strided.ts';

export const add = pair('a + b');
