/** The "lessons" namespace: what there is to learn, and how far the learner is. */
import * as v from 'valibot';
import { call, namespace } from './envelope.ts';
import { LessonId } from './ids.ts';
import { Lesson, LessonSummary, StageSummary } from './lesson-format.ts';

export const Progress = v.object({
  lesson: LessonId,
  /** The section that was open last, 0-based. */
  section: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The exercise's check has passed. */
  solved: v.boolean(),
  answered: v.boolean(),
  attempts: v.pipe(v.number(), v.integer(), v.minValue(0)),
  hintsSeen: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** ISO 8601, of the last change. */
  at: v.string()
});
export type Progress = v.InferOutput<typeof Progress>;

export const lessons = namespace('lessons', {
  list: call({
    input: v.null(),
    output: v.object({ stages: v.array(StageSummary), lessons: v.array(LessonSummary), progress: v.array(Progress) })
  }),
  get: call({
    input: v.object({ lesson: LessonId }),
    output: v.object({ lesson: Lesson, progress: v.nullable(Progress) })
  }),
  saveProgress: call({ input: Progress, output: v.null() })
});
