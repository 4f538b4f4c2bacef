import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lessonId } from '../../store/testing/samples.ts';
import { Store } from '../../store/verbs.ts';
import { lessonsHandlers } from '../ipc/lessons.ts';
import { findLessonsFolder, LessonLibrary, stageText } from './library.ts';
import { MAX_BYTES } from './read-folder.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'lessons-'))));
afterEach(() => rmSync(root, { recursive: true }));

const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
};

function stage(name: string): void {
  write(`${name}/stage.en.md`, `# Title of ${name}\n\nThe goal.\n`);
  write(`${name}/stage.ko.md`, '# 제목\n\n목표.\n');
}

/** A whole lesson; `book` null for a bonus lesson. */
function lesson(folder: string, id: string, book: number | null, files: Record<string, string>): void {
  for (const language of ['en', 'ko']) {
    const front = `id: ${id}\ntitle: ${id} ${language}\nminutes: 5\nneeds: []\nteaches: [grad]\nbook: ${book}`;
    write(`${folder}/index.${language}.md`, `---\n${front}\n---\nText.\n`);
    write(`${folder}/question.${language}.md`, 'Which?\n- [x] this\n  because\n- [ ] that\n  no\n');
    write(`${folder}/hints.${language}.md`, 'Hint.\n');
  }
  write(`${folder}/scene.json`, '{ "sections": [{ "stage": "graph" }] }');
  write(`${folder}/expected.json`, '{ "cells": {} }');
  write(`${folder}/check.ts`, '// checks');
  write(`${folder}/cells/1-first.ts`, '// cell');
  for (const [name, text] of Object.entries(files)) write(`${folder}/${name}`, text);
}

test('the chain of deltas: a step begins with what the solution of the one before leaves', async () => {
  stage('1-first');
  stage('2-second');
  lesson('1-first/01-a', 'a', 1, { 'start/variable.ts': 'v0', 'solution/variable.ts': 'v1', 'start/other.ts': 'o' });
  lesson('1-first/02-b', 'b', 2, { 'solution/variable.ts': 'v2', 'solution/exercise.ts': 'only here' });
  lesson('2-second/10-c', 'c', 10, { 'start/variable.ts': 'v2 with a gap' });
  lesson('2-second/24-d', 'd', 24, { 'start/exercise.ts': 'e' });
  const { lessons, stages, faults } = await new LessonLibrary(root).load();
  expect(faults).toEqual([]);
  expect(stages.map((one) => [one.stage, one.title.en, one.goal.ko])).toEqual([
    ['1-first', 'Title of 1-first', '목표.'],
    ['2-second', 'Title of 2-second', '목표.']
  ]);
  expect(lessons.map((one) => [one.id, one.start, one.solution, one.edits])).toEqual([
    [
      'a',
      { 'variable.ts': 'v0', 'other.ts': 'o' },
      { 'variable.ts': 'v1', 'other.ts': 'o' },
      ['other.ts', 'variable.ts']
    ],
    [
      'b',
      { 'variable.ts': 'v1', 'other.ts': 'o' },
      { 'variable.ts': 'v2', 'other.ts': 'o', 'exercise.ts': 'only here' },
      []
    ],
    [
      'c',
      { 'variable.ts': 'v2 with a gap', 'other.ts': 'o' },
      { 'variable.ts': 'v2 with a gap', 'other.ts': 'o' },
      ['variable.ts']
    ],
    ['d', { 'exercise.ts': 'e' }, { 'exercise.ts': 'e' }, ['exercise.ts']]
  ]);
});

test('a faulty folder is reported, its solution goes on in the chain, and the others work', async () => {
  stage('1-first');
  lesson('1-first/01-a', 'a', 1, { 'start/variable.ts': 'v0', 'scene.json': '{', 'solution/variable.ts': 'v1' });
  lesson('1-first/02-b', 'b', 2, {});
  lesson('1-first/03-again', 'b', 3, {});
  lesson('1-first/04-big', 'big', 4, { 'cells/2-big.ts': 'x'.repeat(MAX_BYTES + 1) });
  mkdirSync(join(root, '1-first/05-empty'));
  rmSync(join(root, '1-first/stage.ko.md'));
  const { lessons, faults } = await new LessonLibrary(root).load();
  expect(lessons.map((one) => [one.id, one.start])).toEqual([['b', { 'variable.ts': 'v1' }]]);
  expect(faults.map((one) => [one.folder, one.faults[0]])).toEqual([
    ['1-first', 'stage.ko.md: the file is missing'],
    ['1-first/01-a', expect.stringContaining('scene.json: not JSON') as string],
    ['1-first/03-again', 'index.en.md: id b is that of 02-b already'],
    ['1-first/04-big', expect.stringContaining('cells/2-big.ts: 1000001 bytes') as string],
    ['1-first/05-empty', 'index.en.md: the file is missing']
  ]);
});

test('links, other endings and wrong solutions are not read; what is parsed is kept', async () => {
  stage('1-first');
  lesson('1-first/01-a', 'a', 1, { 'cells/picture.png': 'x', 'wrong/1/variable.ts': 'w', 'start/variable.ts': 'v' });
  symlinkSync('/etc/hostname', join(root, '1-first/01-a/start/secret.ts'));
  const library = new LessonLibrary(root);
  const first = await library.load();
  expect(first.lessons[0]).toMatchObject({ start: { 'variable.ts': 'v' }, cells: [{ file: 'cells/1-first.ts' }] });
  expect(Object.keys(first.lessons[0]!.start)).toEqual(['variable.ts']);
  expect(await library.load()).toBe(first);
  library.reload();
  expect(await library.load()).not.toBe(first);
});

test('the handlers put progress beside the lessons', async () => {
  stage('1-first');
  lesson('1-first/01-a', 'a', 1, {});
  const store = new Store();
  await store.handle('open', { file: ':memory:', now: '' });
  const handlers = lessonsHandlers({
    store: { ask: (verb, input) => store.handle(verb, input) },
    library: new LessonLibrary(root)
  });
  const id = lessonId('a');
  expect((await handlers.get({ lesson: id })).progress).toBeNull();
  const progress = { lesson: id, section: 1, solved: false, answered: true, attempts: 0, hintsSeen: 0, at: 'now' };
  await handlers.saveProgress(progress);
  expect(await handlers.get({ lesson: id })).toMatchObject({ lesson: { id }, progress });
  expect(await handlers.list(null)).toMatchObject({
    lessons: [{ id, stage: '1-first', book: 1, minutes: 5, title: { en: 'a en', ko: 'a ko' } }],
    progress: [progress]
  });
  await expect(handlers.get({ lesson: lessonId('gone') })).rejects.toMatchObject({ code: 'not-found' });
});

test('a stage text without a heading is named by its folder; the folder is the first that exists', async () => {
  expect(stageText('', '3-higher-order')).toEqual({ title: 'higher order', goal: '' });
  expect(stageText('# A title \n\nLine.\n\nMore.\n', 'x')).toEqual({ title: 'A title', goal: 'Line.\n\nMore.' });
  expect(await findLessonsFolder([join(root, 'missing'), root])).toBe(root);
  await expect(findLessonsFolder([join(root, 'missing')])).rejects.toThrow('no folder at');
});
