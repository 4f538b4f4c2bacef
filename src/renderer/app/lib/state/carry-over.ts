/**
 * Carries the learner's own framework from one step into the next: what the learner wrote differently from the solution
 * of the step before is kept, what the lesson gives anew for this step is put in. Where both changed the same lines, the
 * lesson's stand, since they hold this step's task. Pure.
 */
import { diff3Merge } from 'node-diff3';

export interface StepBefore {
  /** The files as the solution of the step before leaves them. */
  solution: Readonly<Record<string, string>>;
  /** What the learner saved in that step; files never touched are absent. */
  own: Readonly<Record<string, string>>;
}

/** The learner's files for a step that begins with `start`; {} when they are the lesson's own. */
export function carryOver(before: StepBefore, start: Readonly<Record<string, string>>): Record<string, string> {
  const carried: Record<string, string> = {};
  for (const [file, given] of Object.entries(start)) {
    const [reference, own] = [before.solution[file], before.own[file]];
    if (reference === undefined || own === undefined || own === reference) continue;
    const merged = merge(own, reference, given);
    if (merged !== given) carried[file] = merged;
  }
  return carried;
}

function merge(own: string, reference: string, given: string): string {
  const lines = (text: string): string[] => text.split('\n');
  return diff3Merge(lines(own), lines(reference), lines(given), { excludeFalseConflicts: true })
    .flatMap((block) => block.ok ?? block.conflict?.b ?? [])
    .join('\n');
}
