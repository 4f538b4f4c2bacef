/** Progress in a lesson as plain values, and the number that a prediction is compared with. Pure but for the clock. */
import type { LessonId } from '@ipc/ids.ts';
import type { Progress } from '@ipc/lessons.ts';

export function newProgress(lesson: LessonId): Progress {
  return { lesson, section: 0, solved: false, answered: false, attempts: 0, hintsSeen: 0, at: '' };
}

export function withChange(progress: Progress, change: Partial<Progress>): Progress {
  return { ...progress, ...change, at: new Date().toISOString() };
}

/** The last number that was printed: what a prediction is compared with. */
export function lastNumber(lines: readonly string[]): number | null {
  for (const line of lines.toReversed()) {
    const found = line.match(/-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi)?.at(-1);
    if (found !== undefined) return Number(found);
  }
  return null;
}
