/**
 * The frames of the film: variable.ts after each step of the chain, the learner's own where the learner solved the step and
 * saved it, else the lesson's solution. Not here: what differs from frame to frame (changes.ts).
 */
import type { Api } from '@ipc/contract.ts';

const FILE = 'variable.ts';
/** Step 23 packages what is there, so the file is complete one step before. */
const LAST_STEP = 22;

export interface Frame {
  step: number;
  title: { en: string; ko: string };
  source: string;
  /** What the learner wrote. */
  own: boolean;
}

export async function loadFrames(api: Pick<Api, 'lessons' | 'code'>): Promise<readonly Frame[]> {
  const { lessons, progress } = await api.lessons.list(null);
  const solved = new Set(progress.filter((one) => one.solved).map(({ lesson }) => lesson));
  const frames = await Promise.all(
    lessons.map(async ({ id, book, title }): Promise<Frame | null> => {
      if (book === null || book > LAST_STEP) return null;
      const { lesson } = await api.lessons.get({ lesson: id });
      const own = solved.has(id) ? (await api.code.load({ lesson: id }))[FILE] : undefined;
      const source = own ?? lesson.solution[FILE];
      return source === undefined ? null : { step: book, title, source, own: own !== undefined };
    })
  );
  return frames.filter((frame) => frame !== null).sort((a, b) => a.step - b.step);
}
