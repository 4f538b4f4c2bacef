/** x². */
import { strided } from './strided.ts';

export const square = strided('x * x', 1);
