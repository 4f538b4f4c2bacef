/**
 * What Variables and Funcs have in common for a trace: a place for what the recorder has told of them. Looking that up is
 * what recording does most often, so it lies in the object. Not here: what is told (recorder.ts).
 */
import type { Told } from './told.ts';

export const TOLD = Symbol('told');

export class Traced {
  /** What was told of it last, by whichever recorder. */
  [TOLD]: Told | null = null;
}
