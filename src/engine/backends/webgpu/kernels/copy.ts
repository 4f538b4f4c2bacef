/** The elements in row-major order: a copy of a view. */
import { strided } from './strided.ts';

export const copy = strided('x', 1);
