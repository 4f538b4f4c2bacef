/** a b. */
import { pair } from './strided.ts';

export const mul = pair('a * b');
