/** The learner's own package: the files of step 23 as the learner left them. Lessons whose cells can, run on it by a switch. */
import type { Api } from '@ipc/contract.ts';

/** The step that packages the framework. */
const STEP = 23;

/** Files by name; null until the learner has solved that step. */
export async function ownPackage(api: Api): Promise<Readonly<Record<string, string>> | null> {
  const { lessons, progress } = await api.lessons.list(null);
  const step = lessons.find(({ book }) => book === STEP);
  if (!step || !progress.some(({ lesson, solved }) => lesson === step.id && solved)) return null;
  const [{ lesson }, own] = await Promise.all([
    api.lessons.get({ lesson: step.id }),
    api.code.load({ lesson: step.id })
  ]);
  const names = Object.keys(lesson.start);
  return Object.fromEntries(names.map((name) => [name, own[name] ?? lesson.start[name] ?? '']));
}
