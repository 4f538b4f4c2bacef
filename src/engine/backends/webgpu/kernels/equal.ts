/** 1 where a = b, otherwise 0. */
import { pair } from './strided.ts';

export const equal = pair('select(0.0, 1.0, a == b)');
