import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { LessonId } from '@ipc/ids.ts';
import { nextLesson, pathOf, STEPS, type Course } from './path.ts';

const id = (text: string) => v.parse(LessonId, text);
const lesson = (name: string, book: number | null) => ({
  id: id(name),
  stage: '1-automatic-differentiation',
  book,
  minutes: 10,
  title: { en: name, ko: name }
});
const progress = (name: string, solved: boolean, at: string) => ({
  lesson: id(name),
  section: 0,
  solved,
  answered: false,
  attempts: 0,
  hintsSeen: 0,
  at
});
const course = (more: Partial<Course>): Course => ({
  stages: [],
  lessons: [lesson('forty-three', 43), lesson('seven', 7)],
  progress: [],
  ...more
});

describe('the path', () => {
  it('has the lessons of a class pack as a stage of their own, behind the course and apart from bonus lessons', () => {
    const title = { en: 'Class 7b', ko: '7반' };
    const pack = { stage: 'pack-0123456789abcdef', title, goal: title };
    const friday = { ...lesson('friday', null), stage: pack.stage };
    const stages = pathOf(course({ stages: [pack], lessons: [lesson('extra', null), friday] }));
    expect(stages.slice(5).map(({ number, summary, steps }) => [number, summary, steps.length])).toEqual([
      [6, null, 1],
      [null, pack, 1]
    ]);
  });
  it('has sixty steps in five stages; those without a lesson are not written', () => {
    const stages = pathOf(course({}));
    expect(stages).toHaveLength(5);
    const steps = stages.flatMap((stage) => stage.steps);
    expect(steps.map((step) => step.number)).toEqual(Array.from({ length: STEPS }, (_, i) => i + 1));
    expect(steps.filter((step) => step.state !== 'unwritten').map((step) => [step.number, step.state])).toEqual([
      [7, 'next'],
      [43, 'open']
    ]);
  });
  it('shows the sixth stage once it has a lesson', () => {
    const stages = pathOf(course({ lessons: [lesson('seven', 7), lesson('gan', null)] }));
    expect(stages.at(-1)?.steps.map((step) => step.lesson?.id)).toEqual(['gan']);
  });
  it('counts what is done', () => {
    const [first] = pathOf(course({ progress: [progress('seven', true, '2026-01-01')] }));
    expect(first?.done).toBe(1);
  });
});

describe('where Continue leads', () => {
  it('is the first lesson at the first start, and nowhere without lessons', () => {
    expect(nextLesson(course({}))?.id).toBe('seven');
    expect(nextLesson(course({ lessons: [] }))).toBeNull();
  });
  it('is the lesson that was begun last', () => {
    const both = [progress('seven', false, '2026-01-01'), progress('forty-three', false, '2026-01-02')];
    expect(nextLesson(course({ progress: both }))?.id).toBe('forty-three');
  });
  it('is the next unsolved one after a solved one, also around the end', () => {
    expect(nextLesson(course({ progress: [progress('seven', true, '2026-01-01')] }))?.id).toBe('forty-three');
    expect(nextLesson(course({ progress: [progress('forty-three', true, '2026-01-01')] }))?.id).toBe('seven');
  });
  it('is the last one opened when all are solved', () => {
    const both = [progress('seven', true, '2026-01-03'), progress('forty-three', true, '2026-01-02')];
    expect(nextLesson(course({ progress: both }))?.id).toBe('seven');
  });
});
