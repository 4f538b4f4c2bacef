/** b where a is not 0, otherwise c. */
import { strided } from './strided.ts';

export const where = strided('select(c, b, a != 0.0)', 3);
