/** The greater of two. */
import { pair } from './strided.ts';

export const maximum = pair('select(b, a, a > b || a != a)');
