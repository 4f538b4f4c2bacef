/** max(x, 0). */
import { strided } from './strided.ts';

export const relu = strided('select(x, 0.0, x < 0.0)', 1);
