import { expect, test } from 'vitest';
import type { Api } from '@ipc/contract.ts';
import { loadFrames } from './load-frames.ts';

const summary = (id: string, book: number | null) => ({ id, book, title: { en: id, ko: id } });

/** Answers as main does, with three lessons, of which the first is solved. */
function answering(own: Record<string, string>): Pick<Api, 'lessons' | 'code'> {
  const lessons = [summary('second', 2), summary('first', 1), summary('later', 23), summary('bonus', null)];
  return {
    lessons: {
      list: () => Promise.resolve({ stages: [], lessons, progress: [{ lesson: 'first', solved: true }] }),
      get: ({ lesson }: { lesson: string }) =>
        Promise.resolve({ lesson: { solution: { 'variable.ts': `solution of ${lesson}` } }, progress: null })
    },
    code: { load: () => Promise.resolve(own) }
  } as unknown as Pick<Api, 'lessons' | 'code'>;
}

test('the steps come in order, and what the learner wrote stands for the lesson’s where it was solved', async () => {
  const frames = await loadFrames(answering({ 'variable.ts': 'mine' }));
  expect(frames.map(({ step, source, own }) => ({ step, source, own }))).toEqual([
    { step: 1, source: 'mine', own: true },
    { step: 2, source: 'solution of second', own: false }
  ]);
});

test('a solved step whose file was never touched shows the lesson’s', async () => {
  const [first] = await loadFrames(answering({ 'cells/1-a.ts': 'a cell' }));
  expect(first).toMatchObject({ source: 'solution of first', own: false });
});
