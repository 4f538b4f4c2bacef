/** The next whole number that is not greater. */
import { strided } from './strided.ts';

export const floor = strided('floor(x)', 1);
