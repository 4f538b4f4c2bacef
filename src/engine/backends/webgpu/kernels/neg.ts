/** -x. */
import { strided } from './strided.ts';

export const neg = strided('-x', 1);
