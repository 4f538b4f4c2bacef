/**
 * The same code in four sizes: which boxes are there, and whether a name in them can be reached from outside. Pure; the
 * words for all of it are texts under 'figure.package.'.
 */
export const STAGES = ['script', 'module', 'package', 'library'] as const;
export type Stage = (typeof STAGES)[number];

/** The names of variable.ts that stand for all: two that people use, two that only the file itself needs. */
export const NAMES = ['Variable', 'square', 'Mul', 'asList'] as const;
export type Name = (typeof NAMES)[number];

/** What index.ts passes on. */
export const PASSED_ON: readonly Name[] = ['Variable', 'square'];

/** 'alone': there is no outside; 'public': others may import it; 'private': it stays in. */
export type Reach = 'alone' | 'public' | 'private';

export function reachOf(name: Name, stage: Stage): Reach {
  switch (stage) {
    case 'script':
      return 'alone';
    case 'module':
      return 'public';
    case 'package':
    case 'library':
      return PASSED_ON.includes(name) ? 'public' : 'private';
    default:
      return stage satisfies never;
  }
}

/** The files that use it, beside the box that holds it. A script uses itself. */
export const PROGRAMS: Readonly<Record<Stage, readonly string[]>> = {
  script: [],
  module: ['slope.ts'],
  package: ['slope.ts'],
  library: ['slope.ts', 'newton.ts', 'spiral.ts']
};
