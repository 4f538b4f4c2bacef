/** The "code" namespace: the learner's files. Saved as typed and before each run; nothing is ever overwritten for good. */
import * as v from 'valibot';
import { call, namespace } from './envelope.ts';
import { LessonFile, LessonId } from './ids.ts';

/** A file's place. Cells are 'cells/1-forward.ts', files of the learner's framework 'variable.ts'. */
const Place = v.object({ lesson: LessonId, file: LessonFile });
const source = v.pipe(v.string(), v.maxLength(200_000));
/** Why a version was kept. */
const Reason = v.picklist(['typed', 'run', 'reset', 'solution', 'restored', 'carried']);

export const CodeVersion = v.object({ id: v.number(), at: v.string(), reason: Reason, bytes: v.number() });
export type CodeVersion = v.InferOutput<typeof CodeVersion>;

export const code = namespace('code', {
  /** The learner's versions of a lesson's files; files never edited are absent. */
  load: call({ input: v.object({ lesson: LessonId }), output: v.record(LessonFile, source) }),
  save: call({ input: v.object({ ...Place.entries, source, reason: Reason }), output: v.null() }),
  history: call({ input: Place, output: v.array(CodeVersion) }),
  /** The source of an earlier version. */
  version: call({ input: v.object({ id: v.number() }), output: source }),
  /** A file whose last run hung or crashed is not run by itself again. */
  hung: call({ input: v.object({ lesson: LessonId }), output: v.array(LessonFile) })
});
