/** Branded identifiers: a RunId is not a CheckpointId. */
import * as v from 'valibot';

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));

export const RunId = v.pipe(id, v.brand('RunId'));
export type RunId = v.InferOutput<typeof RunId>;
export const CheckpointId = v.pipe(id, v.brand('CheckpointId'));
export type CheckpointId = v.InferOutput<typeof CheckpointId>;
/** A kept comparison. */
export const ViewId = v.pipe(id, v.brand('ViewId'));
export type ViewId = v.InferOutput<typeof ViewId>;
/** A lesson's stable id, from its front matter; never its position. */
export const LessonId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/), v.brand('LessonId'));
export type LessonId = v.InferOutput<typeof LessonId>;
/** A file within a lesson, as `variable.ts` or `cells/1-forward.ts`: relative, no dots between slashes. */
export const LessonFile = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*(\.[a-z]+)?\.ts$/));
export type LessonFile = v.InferOutput<typeof LessonFile>;
export const LANGUAGES = ['en', 'ko'] as const;
export const Language = v.picklist(LANGUAGES);
export type Language = v.InferOutput<typeof Language>;
