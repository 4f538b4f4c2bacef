/** Titles of lessons for tables: 'Step 43: A neural network', or the id where the lesson is not there any more. */
import type { Api } from '@ipc/contract.ts';
import type { Language } from '@ipc/ids.ts';
import type { LessonSummary } from '@ipc/lesson-format.ts';

export class LessonNames {
  #lessons = $state.raw<readonly LessonSummary[]>([]);

  async load(api: Api): Promise<void> {
    this.#lessons = (await api.lessons.list(null)).lessons;
  }

  /** The title, with the step's number before it. */
  name(lesson: string, language: Language): string {
    const known = this.#lessons.find((one) => one.id === lesson);
    if (known === undefined) return lesson;
    return known.book === null ? known.title[language] : `${known.book} ${known.title[language]}`;
  }
}
