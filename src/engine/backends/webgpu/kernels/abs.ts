/** |x|. */
import { strided } from './strided.ts';

export const abs = strided('abs(x)', 1);
