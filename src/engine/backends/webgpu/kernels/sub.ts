/** a - b. */
import { pair } from './strided.ts';

export const sub = pair('a - b');
