/** The "lessons" namespace: what the library read from disk, and how far the learner is, from the store. */
import type { Handlers } from '@ipc/envelope.ts';
import { AppError } from '@ipc/errors.ts';
import type { lessons } from '@ipc/lessons.ts';
import type { LessonLibrary } from '../lessons/library.ts';
import type { AskStore } from '../store-client/store-client.ts';

export interface LessonsDeps {
  store: AskStore;
  library: LessonLibrary;
}

export const lessonsHandlers = ({ store, library }: LessonsDeps): Handlers<typeof lessons.verbs> => ({
  async list() {
    const [{ stages, lessons: found }, progress] = await Promise.all([library.load(), store.ask('progressList', null)]);
    return {
      stages,
      lessons: found.map(({ id, stage, front, text }) => ({
        id,
        stage,
        book: front.book,
        minutes: front.minutes,
        title: { en: text.en.title, ko: text.ko.title }
      })),
      progress
    };
  },
  async get({ lesson: id }) {
    const [{ lessons: found }, progress] = await Promise.all([library.load(), store.ask('progressList', null)]);
    const lesson = found.find((one) => one.id === id);
    if (!lesson) throw new AppError('not-found', `lessons: there is no lesson ${id}`);
    return { lesson, progress: progress.find((one) => one.lesson === id) ?? null };
  },
  saveProgress: (input) => store.ask('progressSave', input)
});
