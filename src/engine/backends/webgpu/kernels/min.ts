/** The smallest along axes. */
import { reduction } from './reduce.ts';

export const min = reduction('if (j == start || x < sum || x != x) { sum = x; }', '0.0');
