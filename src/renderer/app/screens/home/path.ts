/**
 * The course as a path of sixty steps: which exist, which are done, which comes next. Pure. A step without a lesson is
 * shown as not written yet; nothing pretends.
 */
import type { LessonSummary, StageSummary } from '@ipc/lesson-format.ts';
import type { Progress } from '@ipc/lessons.ts';

export interface Course {
  stages: readonly StageSummary[];
  lessons: readonly LessonSummary[];
  progress: readonly Progress[];
}

export type StepState = 'done' | 'next' | 'begun' | 'open' | 'unwritten';

export interface Step {
  /** 7; null for a bonus lesson. */
  number: number | null;
  lesson: LessonSummary | null;
  state: StepState;
}

export interface Stage {
  /** null for the lessons of a class pack. */
  number: number | null;
  /** The stage's own words; null where its folder is missing. */
  summary: StageSummary | null;
  steps: Step[];
  done: number;
}

/** First and last step of the five stages of the book. */
const STAGES: readonly (readonly [number, number])[] = [
  [1, 10],
  [11, 24],
  [25, 36],
  [37, 51],
  [52, 60]
];
export const STEPS = 60;
const BONUS_STAGE = 6;
/** Lessons of class packs form a stage each, behind the course. */
const PACK_STAGE = /^pack-/;

/** The five stages with all their steps, and the sixth once it has a lesson. */
export function pathOf(course: Course): Stage[] {
  const next = nextLesson(course);
  const progress = new Map(course.progress.map((one) => [one.lesson, one]));
  const step = (number: number | null, lesson: LessonSummary | null): Step => {
    const known = lesson ? progress.get(lesson.id) : undefined;
    const state: StepState =
      lesson === null
        ? 'unwritten'
        : known?.solved === true
          ? 'done'
          : lesson.id === next?.id
            ? 'next'
            : known === undefined
              ? 'open'
              : 'begun';
    return { number, lesson, state };
  };
  const byBook = new Map(course.lessons.flatMap((one) => (one.book === null ? [] : [[one.book, one] as const])));
  const stages = STAGES.map(([first, last], i) => {
    const numbers = Array.from({ length: last - first + 1 }, (_, k) => first + k);
    return stageOf(
      course,
      i + 1,
      numbers.map((number) => step(number, byBook.get(number) ?? null))
    );
  });
  const bonus = course.lessons.filter((one) => one.book === null && !PACK_STAGE.test(one.stage));
  if (bonus.length > 0)
    stages.push(
      stageOf(
        course,
        BONUS_STAGE,
        bonus.map((one) => step(null, one))
      )
    );
  for (const summary of course.stages.filter(({ stage }) => PACK_STAGE.test(stage))) {
    const steps = course.lessons.filter(({ stage }) => stage === summary.stage).map((one) => step(null, one));
    if (steps.length > 0) stages.push({ number: null, summary, steps, done: doneOf(steps) });
  }
  return stages;
}

/**
 * Where *Continue* leads: the lesson that was worked on last if it is not solved, else the first unsolved one after it, else
 * the first unsolved one at all, else (all solved) the last one opened. Null only when there are no lessons.
 */
export function nextLesson({ lessons, progress }: Course): LessonSummary | null {
  const order = [...lessons].sort((a, b) => (a.book ?? Infinity) - (b.book ?? Infinity));
  const solved = new Set(progress.filter((one) => one.solved).map((one) => one.lesson));
  const last = [...progress]
    .sort((a, b) => b.at.localeCompare(a.at))
    .find((one) => order.some((l) => l.id === one.lesson));
  const at = order.findIndex((one) => one.id === last?.lesson);
  const unsolved = (one: LessonSummary) => !solved.has(one.id);
  return order.slice(Math.max(at, 0)).find(unsolved) ?? order.find(unsolved) ?? order[at] ?? null;
}

function stageOf(course: Course, number: number, steps: Step[]): Stage {
  return {
    number,
    summary: course.stages.find((one) => one.stage.startsWith(`${number}-`)) ?? null,
    steps,
    done: doneOf(steps)
  };
}

const doneOf = (steps: readonly Step[]): number => steps.filter((one) => one.state === 'done').length;
