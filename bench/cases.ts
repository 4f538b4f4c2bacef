/**
 * The files of cases/, found by themselves: a new case is a new file that exports `cases`. Its name is what `--only`
 * takes.
 */
import type { Cases } from './measure.ts';

/** By name, in alphabetical order. */
export function caseFiles(): Map<string, Cases> {
  const files = import.meta.glob<{ cases?: Cases }>('./cases/*.ts', { eager: true });
  return new Map(
    Object.entries(files).map(([file, { cases }]) => {
      if (typeof cases !== 'function') throw new Error(`bench${file.slice(1)}: it exports no function 'cases'`);
      return [file.replace(/^.*\/|\.ts$/g, ''), cases];
    })
  );
}
