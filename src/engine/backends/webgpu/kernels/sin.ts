/** sin x. */
import { strided } from './strided.ts';
import { TRIGONOMETRY } from './trigonometry.ts';

export const sin = strided('wave(x, 0)', 1, TRIGONOMETRY);
