/**
 * Turns the files of a lesson folder into a Lesson. Pure: reading the folder (or an archive) is the caller's.
 * A fault is one sentence that names the file; faults are collected, so that an author sees all of them at once.
 */
import * as v from 'valibot';
import { parse as parseYaml } from 'yaml';
import {
  BugNote,
  Expected,
  FrontMatter,
  Lesson,
  Question,
  Scene,
  type LessonText,
  type Question as QuestionType
} from './lesson-format.ts';

/** Path within the folder ('index.en.md', 'start/variable.ts') to text. */
export type FolderFiles = Readonly<Record<string, string>>;
export type ParsedLesson = { ok: true; lesson: Lesson } | { ok: false; faults: string[] };

const LANGUAGES = ['en', 'ko'] as const;

/** Where a lesson stands. */
export interface LessonPlace {
  /** Names of the stage folder and the lesson folder. */
  stage: string;
  folder: string;
  /** The learner's files as the previous step's solution leaves them ({} for the first). */
  earlier: Readonly<Record<string, string>>;
  /** The id of that step; null where there is none. */
  previous: string | null;
}

export function parseLesson(files: FolderFiles, place: LessonPlace): ParsedLesson {
  const faults: string[] = [];
  const need = (name: string): string => {
    const text = files[name];
    if (text === undefined) faults.push(`${name}: the file is missing`);
    return text ?? '';
  };
  const checked = <S extends v.GenericSchema>(name: string, schema: S, value: unknown): v.InferOutput<S> | null => {
    const result = v.safeParse(schema, value);
    if (result.success) return result.output;
    for (const issue of result.issues) faults.push(`${name}: ${v.getDotPath(issue) ?? 'document'}: ${issue.message}`);
    return null;
  };
  const json = (name: string): unknown => {
    try {
      return JSON.parse(need(name) || '{}');
    } catch (error) {
      faults.push(`${name}: not JSON (${error instanceof Error ? error.message : String(error)})`);
      return {};
    }
  };

  const texts: Partial<Record<'en' | 'ko', LessonText>> = {};
  let front: FrontMatter | null = null;
  for (const language of LANGUAGES) {
    const name = `index.${language}.md`;
    const { head, body } = splitFrontMatter(need(name));
    let meta: unknown = {};
    try {
      meta = parseYaml(head);
    } catch (error) {
      faults.push(`${name}: front matter is not YAML (${error instanceof Error ? error.message : String(error)})`);
    }
    const parsed = checked(name, FrontMatter, meta);
    if (language === 'en') front = parsed;
    const question = checked(`question.${language}.md`, Question, parseQuestion(need(`question.${language}.md`)));
    if (parsed && question)
      texts[language] = {
        title: parsed.title,
        sections: splitSections(body),
        hints: splitSections(need(`hints.${language}.md`)),
        question
      };
  }
  const scene = checked('scene.json', Scene, json('scene.json'));
  const expected = checked('expected.json', Expected, json('expected.json'));
  const { en, ko } = texts;
  if (!front || !en || !ko || !scene || !expected) return { ok: false, faults };
  if (en.sections.length !== ko.sections.length)
    faults.push(`index.ko.md: ${ko.sections.length} sections, but index.en.md has ${en.sections.length}`);
  if (scene.sections.length !== en.sections.length)
    faults.push(`scene.json: ${scene.sections.length} sections, but index.en.md has ${en.sections.length}`);

  const start = { ...place.earlier, ...under(files, 'start/') };
  const bugs = folders(under(files, 'bugs/')).map(([name, inside]) => ({
    ...(checked(`bugs/${name}/bug.json`, BugNote, json(`bugs/${name}/bug.json`)) ?? {}),
    name,
    files: sourcesOf(inside)
  }));
  const lesson = checked('lesson', Lesson, {
    id: front.id,
    stage: place.stage,
    folder: place.folder,
    front,
    text: { en, ko },
    cells: Object.entries(under(files, 'cells/'))
      .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
      .map(([file, source]) => ({ file: `cells/${file}`, source })),
    start,
    solution: { ...start, ...under(files, 'solution/') },
    edits: Object.keys(under(files, 'start/')).sort(),
    check: need('check.ts'),
    scene,
    expected,
    bugs,
    previous: place.previous
  });
  return lesson && faults.length === 0 ? { ok: true, lesson } : { ok: false, faults };
}

function under(files: FolderFiles, folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, text] of Object.entries(files))
    if (name.startsWith(folder)) found[name.slice(folder.length)] = text;
  return found;
}

/** Files by the folder in which they are, in the order of the folders' names. */
function folders(files: FolderFiles): [string, Record<string, string>][] {
  const names = [...new Set(Object.keys(files).map((name) => name.split('/')[0] ?? ''))].sort();
  return names.map((name) => [name, under(files, `${name}/`)]);
}

const sourcesOf = (files: FolderFiles): Record<string, string> =>
  Object.fromEntries(Object.entries(files).filter(([name]) => name.endsWith('.ts')));

function splitFrontMatter(text: string): { head: string; body: string } {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?/.exec(text);
  return match ? { head: match[1] ?? '', body: text.slice(match[0].length) } : { head: '', body: text };
}

/** Sections are separated by a line that is `---` alone. */
export function splitSections(body: string): string[] {
  return body
    .split(/^---[ \t]*$/m)
    .map((section) => section.trim())
    .filter((section) => section !== '');
}

/** Prose, then a list: `- [x] answer` or `- [ ] answer`, each followed by indented lines that say why. */
export function parseQuestion(text: string): QuestionType {
  const prose: string[] = [];
  const answers: { text: string; right: boolean; why: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const item = /^- \[([ x])\] (.*)$/.exec(line);
    const last = answers.at(-1);
    if (item) answers.push({ text: (item[2] ?? '').trim(), right: item[1] === 'x', why: '' });
    else if (last) last.why = `${last.why} ${line.trim()}`.trim();
    else prose.push(line);
  }
  return { prose: prose.join('\n').trim(), answers };
}
