/**
 * The lessons as they lie on disk: stages and their lesson folders in the order of their numbers, parsed once. Steps 1 to 23
 * form a chain: each begins with the files that the solution of the one before leaves. A faulty folder is reported and left
 * out, its solution still goes on in the chain, and the other lessons work.
 */
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lesson, StageSummary } from '@ipc/lesson-format.ts';
import { parseLesson, type FolderFiles } from '@ipc/parse-lesson.ts';
import { readFolder } from './read-folder.ts';

export interface LessonFault {
  /** '1-automatic-differentiation/07-backward-by-itself', or the stage alone. */
  folder: string;
  faults: string[];
}

export interface LoadedLessons {
  stages: StageSummary[];
  lessons: Lesson[];
  faults: LessonFault[];
}

/** The last step in which the learner's own files are the framework. */
const CHAIN_ENDS = 23;
/** An exercise beside the framework: it belongs to its step alone. */
const OWN_EXERCISE = 'exercise.ts';

/** Lessons from elsewhere, that stand behind the course: those of class packs. */
export type MoreLessons = () => Promise<Pick<LoadedLessons, 'stages' | 'lessons'>>;

export class LessonLibrary {
  readonly #folder: string;
  readonly #more: MoreLessons;
  #loaded: Promise<LoadedLessons> | null = null;

  constructor(folder: string, more: MoreLessons = () => Promise.resolve({ stages: [], lessons: [] })) {
    this.#folder = folder;
    this.#more = more;
  }

  /** Read and parsed at the first call; `reload` forgets that. */
  load(): Promise<LoadedLessons> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  async #load(): Promise<LoadedLessons> {
    const [course, more] = await Promise.all([loadAll(this.#folder), this.#more()]);
    const result = { ...course, stages: [...course.stages, ...more.stages] };
    for (const lesson of more.lessons) {
      const faults = duplicate(result.lessons, lesson);
      if (faults.length > 0) result.faults.push({ folder: `${lesson.stage}/${lesson.folder}`, faults });
      else result.lessons.push(lesson);
    }
    return result;
  }

  reload(): void {
    this.#loaded = null;
  }
}

/** Beside the app: among the resources of the packaged one, in the repository otherwise. */
export async function findLessonsFolder(candidates: readonly string[]): Promise<string> {
  for (const folder of candidates) {
    const found = await access(folder).then(
      () => true,
      () => false
    );
    if (found) return folder;
  }
  throw new Error(`lessons: no folder at ${candidates.join(' or ')}`);
}

async function loadAll(root: string): Promise<LoadedLessons> {
  const result: LoadedLessons = { stages: [], lessons: [], faults: [] };
  let chain: Readonly<Record<string, string>> = {};
  let previous: string | null = null;
  for (const stage of await numberedFolders(root)) {
    const { summary, faults } = await readStage(join(root, stage), stage);
    result.stages.push(summary);
    if (faults.length > 0) result.faults.push({ folder: stage, faults });
    for (const folder of await numberedFolders(join(root, stage))) {
      const read = await readFolder(join(root, stage, folder));
      const step = Number.parseInt(folder, 10);
      const inChain = step <= CHAIN_ENDS && isCourseStage(stage);
      const place = { stage, folder, earlier: inChain ? chain : {}, previous: inChain ? previous : null };
      const parsed = parseLesson(read.files, place);
      const found = [...read.faults, ...(parsed.ok ? duplicate(result.lessons, parsed.lesson) : parsed.faults)];
      if (found.length > 0) result.faults.push({ folder: `${stage}/${folder}`, faults: found });
      if (parsed.ok && found.length === 0) result.lessons.push(parsed.lesson);
      if (inChain) previous = parsed.ok ? parsed.lesson.id : null;
      if (inChain)
        chain = withoutExercise({ ...chain, ...under(read.files, 'start/'), ...under(read.files, 'solution/') });
    }
  }
  return result;
}

/** Folders that begin with a number, in the order of the numbers. */
async function numberedFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && /^\d+-/.test(entry.name))
    .map((entry) => entry.name)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Bonus lessons (6-beyond) count by themselves and import the engine. */
const isCourseStage = (stage: string): boolean => Number.parseInt(stage, 10) <= 5;

async function readStage(folder: string, stage: string): Promise<{ summary: StageSummary; faults: string[] }> {
  const faults: string[] = [];
  const read = async (language: 'en' | 'ko'): Promise<{ title: string; goal: string }> => {
    const name = `stage.${language}.md`;
    const text = await readFile(join(folder, name), 'utf8').catch(() => null);
    if (text === null) faults.push(`${name}: the file is missing`);
    return stageText(text ?? '', stage);
  };
  const [en, ko] = [await read('en'), await read('ko')];
  return { summary: { stage, title: { en: en.title, ko: ko.title }, goal: { en: en.goal, ko: ko.goal } }, faults };
}

/** The first heading is the title, what follows the goal. Without a heading the folder's name stands in. */
export function stageText(text: string, stage: string): { title: string; goal: string } {
  const match = /^#[ \t]+(.+?)[ \t]*$/m.exec(text);
  if (!match) return { title: stage.replace(/^\d+-/, '').replaceAll('-', ' '), goal: text.trim() };
  return { title: match[1] ?? '', goal: text.slice(match.index + match[0].length).trim() };
}

function duplicate(lessons: readonly Lesson[], lesson: Lesson): string[] {
  const first = lessons.find((other) => other.id === lesson.id);
  return first ? [`index.en.md: id ${lesson.id} is that of ${first.folder} already`] : [];
}

function under(files: FolderFiles, prefix: string): Record<string, string> {
  const inside = Object.entries(files).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(inside.map(([name, text]) => [name.slice(prefix.length), text]));
}

function withoutExercise(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== OWN_EXERCISE));
}
