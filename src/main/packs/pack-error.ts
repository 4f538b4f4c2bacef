/** Why a file from outside is refused: a code that the page translates, and a sentence for the curious. */
import type { PackProblem } from '@ipc/packs.ts';

export class PackError extends Error {
  readonly problem: PackProblem;

  constructor(problem: PackProblem, message: string) {
    super(message);
    this.name = 'PackError';
    this.problem = problem;
  }
}
