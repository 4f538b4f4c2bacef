/**
 * The format of a lesson folder (house style, section 5) as schemas, and its parsed form. `parse-lesson.ts` turns the
 * files of a folder into a Lesson. Lesson folders may come from strangers: every field is bounded.
 */
import * as v from 'valibot';
import { Language, LessonFile, LessonId } from './ids.ts';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));

export const FrontMatter = v.object({
  id: LessonId,
  title: text(120),
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
  needs: v.array(LessonId),
  teaches: v.array(text(60)),
  /** The step's number in the course; bonus lessons have none. */
  book: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60))),
  /** Its cells use nothing but what the learner's own package (step 23) has too: a switch runs them on it. */
  own: v.optional(v.boolean(), false)
});
export type FrontMatter = v.InferOutput<typeof FrontMatter>;

/** An interactive figure: its name in the registry of figures, and values that it is started with. */
export const FigureRequest = v.object({
  name: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,40}$/)),
  params: v.optional(v.record(text(40), v.union([v.number(), text(200), v.boolean()])), {})
});
export type FigureRequest = v.InferOutput<typeof FigureRequest>;

/** What the stage shows and which cell belongs to a section, in the order of the sections. */
export const SceneSection = v.object({
  /** What the stage shows: the graph of the cell's last run, its plots, the section's figure, or nothing. */
  stage: v.picklist(['graph', 'plots', 'figure', 'none']),
  figure: v.optional(FigureRequest),
  /** The cell that is selected when the section opens. */
  cell: v.optional(LessonFile),
  /** Lines of a file to point at: [first, last], 1-based. */
  highlight: v.optional(v.object({ file: LessonFile, lines: v.tuple([v.number(), v.number()]) })),
  /** Opens the exercise (the learner's own file and the check). */
  exercise: v.optional(v.boolean()),
  /** Shows the question. */
  question: v.optional(v.boolean()),
  /** Prediction before reveal: asked before the cell's first run, answered by the value it prints last. */
  predict: v.optional(v.object({ en: text(300), ko: text(300) }))
});
export const Scene = v.object({ sections: v.array(SceneSection) });
export type Scene = v.InferOutput<typeof Scene>;

/** Figures that cells must reproduce: printed lines, compared number by number, and metric curves. */
export const Expected = v.object({
  cells: v.record(
    LessonFile,
    v.object({
      prints: v.optional(v.array(v.string())),
      metrics: v.optional(
        v.record(
          v.string(),
          v.object({ index: v.array(v.number()), values: v.array(v.number()), rtol: v.optional(v.number()) })
        )
      )
    })
  )
});
export type Expected = v.InferOutput<typeof Expected>;

export const Question = v.object({
  prose: text(4000),
  answers: v.pipe(
    v.array(v.object({ text: text(1000), right: v.boolean(), why: text(2000) })),
    v.minLength(2),
    v.maxLength(8)
  )
});
export type Question = v.InferOutput<typeof Question>;

const both = (max: number) => v.object({ en: text(max), ko: text(max) });

/**
 * An entry of the bug museum: the framework with one mistake in it (`bugs/<name>/`, `bug.json` and the files that differ
 * from the solution), and the cell on which it shows.
 */
export const BugNote = v.object({
  title: both(120),
  /** What is wrong, what to look for, in Markdown. */
  about: both(2000),
  cell: LessonFile,
  /** What the cell prints with the bug; `error` is a part of the message when it throws. */
  prints: v.optional(v.array(text(500))),
  error: v.optional(text(500))
});
export const Bug = v.object({ ...BugNote.entries, name: text(40), files: v.record(LessonFile, text(200_000)) });
export type Bug = v.InferOutput<typeof Bug>;

/** The words of a lesson in one language. Sections and hints are Markdown with `$maths$`. */
export const LessonText = v.object({
  title: text(120),
  sections: v.array(text(20_000)),
  hints: v.array(text(4000)),
  question: Question
});
export type LessonText = v.InferOutput<typeof LessonText>;

const sources = v.record(LessonFile, text(200_000));

export const Lesson = v.object({
  id: LessonId,
  /** Folder name of the stage, '1-automatic-differentiation'. */
  stage: text(80),
  /** Folder name of the lesson, '07-backward-by-itself'. */
  folder: text(80),
  front: FrontMatter,
  text: v.object({ en: LessonText, ko: LessonText }),
  /** In the order of their names: file name without folder ('1-forward.ts') and source. */
  cells: v.array(v.object({ file: LessonFile, source: text(200_000) })),
  /** The learner's files at the start of the step, complete (deltas of earlier steps applied). */
  start: sources,
  /** The same files as the solution leaves them. */
  solution: sources,
  /** Files under start/ of this very step: what the learner edits here. */
  edits: v.array(LessonFile),
  check: text(200_000),
  scene: Scene,
  expected: Expected,
  bugs: v.array(Bug),
  /** The step before it in the chain, with whose files the learner can go on; null outside of the chain. */
  previous: v.nullable(LessonId)
});
export type Lesson = v.InferOutput<typeof Lesson>;

export const LessonSummary = v.object({
  id: LessonId,
  stage: v.string(),
  book: v.nullable(v.number()),
  minutes: v.number(),
  title: v.object({ en: v.string(), ko: v.string() })
});
export type LessonSummary = v.InferOutput<typeof LessonSummary>;

export const StageSummary = v.object({
  stage: v.string(),
  title: v.object({ en: v.string(), ko: v.string() }),
  goal: v.object({ en: v.string(), ko: v.string() })
});
export type StageSummary = v.InferOutput<typeof StageSummary>;

export { Language };
