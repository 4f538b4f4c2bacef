/** Sum along axes. */
import { reduction } from './reduce.ts';

export const sum = reduction('sum += x;', '0.0');
