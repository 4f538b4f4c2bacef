/** The smaller of two. */
import { pair } from './strided.ts';

export const minimum = pair('select(b, a, a < b || a != a)');
