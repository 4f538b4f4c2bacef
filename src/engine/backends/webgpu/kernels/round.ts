/** The nearest whole number; halves go to the even one. */
import { strided } from './strided.ts';

export const round = strided('round(x)', 1);
