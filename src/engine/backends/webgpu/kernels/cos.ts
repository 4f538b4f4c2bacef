/** cos x = sin(x + π/2). */
import { strided } from './strided.ts';
import { TRIGONOMETRY } from './trigonometry.ts';

export const cos = strided('wave(x, 1)', 1, TRIGONOMETRY);
