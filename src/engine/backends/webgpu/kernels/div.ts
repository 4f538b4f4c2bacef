/** a / b. */
import { pair } from './strided.ts';

export const div = pair('a / b');
