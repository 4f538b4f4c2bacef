/** ln x. */
import { strided } from './strided.ts';

export const log = strided('log(x)', 1);
