/** Class packs: read, refused, added, locked, removed. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8 } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PackId } from '@ipc/class-packs.ts';
import { Lesson } from '@ipc/lesson-format.ts';
import type { Settings } from '@ipc/settings.ts';
import * as v from 'valibot';
import { NOW } from '../../store/testing/samples.ts';
import { Store } from '../../store/verbs.ts';
import { OpenedFiles } from '../app/opened-files.ts';
import { classPacksHandlers } from '../ipc/class-packs.ts';
import { settingsHandlers } from '../ipc/settings.ts';
import { LessonLibrary } from '../lessons/library.ts';
import { packLessons, readClassPack } from './class-pack-read.ts';
import { ClassPacks } from './class-packs.ts';
import { Desk, type AskDesk } from './desk.ts';
import { PackError } from './pack-error.ts';
import { classPack, lessonFiles, MANIFEST, type PackOf } from './testing/class-pack.ts';
import { Uploads } from './uploads.ts';

const COURSE = path.resolve(import.meta.dirname, '../../../lessons');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'packs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Main's side, on this thread. */
function classRoom() {
  const reports: unknown[] = [];
  const report = (_what: string, error: unknown) => reports.push(error);
  const desk = new Desk();
  const ask: AskDesk = { ask: (verb, input) => Promise.resolve(desk.handle(verb, input)) };
  const packs = new ClassPacks({ folder, desk: ask, report });
  const library = new LessonLibrary(COURSE, async () => packLessons(await packs.all()));
  packs.onChange(() => library.reload());
  const uploads = new Uploads();
  const handlers = classPacksHandlers({ packs, library, uploads, opened: new OpenedFiles(), report });
  const inspect = (bytes: Uint8Array) => {
    const upload = uploads.begin('friday.dzpack', bytes.length);
    uploads.part(upload, bytes);
    return handlers.inspect({ upload });
  };
  return { packs, library, handlers, inspect, reports };
}

const problemOf = (of: PackOf): string => {
  try {
    readClassPack(classPack(of));
    return 'none';
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return `${error.problem}: ${error.message}`;
  }
};

it('has lessons with their checks, presets and settings, whatever archiver made it', () => {
  const added = {
    'lessons/': new Uint8Array(),
    '__MACOSX/._x': new Uint8Array(3),
    'lessons/.DS_Store': new Uint8Array(9)
  };
  const { summary, lessons } = readClassPack(classPack({ more: added }));
  expect(summary).toMatchObject({
    title: MANIFEST.title,
    settings: MANIFEST.settings,
    presets: MANIFEST.presets,
    lessons: [{ id: 'friday', title: { en: 'Friday', ko: '금요일' } }]
  });
  expect(lessons.every((lesson) => v.is(Lesson, lesson))).toBe(true);
  expect(lessons[0]).toMatchObject({ stage: `pack-${summary.id}`, previous: null, check: lessonFiles()['check.ts'] });
});

it.each<[string, PackOf]>([
  ['not-a-hand-in', { manifest: { format: 'something-else' } }],
  ['from-the-future', { manifest: { version: 2 } }],
  ['bad-content', { manifest: { settings: { theme: 'pink' } } }],
  ['bad-content', { manifest: { title: 'only one language' } }],
  ['bad-content', { lesson: { ...lessonFiles(), 'scene.json': '{' } }],
  ['bad-content', { more: { 'run.sh': strToU8('rm -rf /') } }],
  ['bad-content', { more: { 'lessons/01-friday/tool.exe': new Uint8Array(4) } }],
  ['bad-content', { more: { '../outside.md': strToU8('x') } }],
  ['too-large', { more: { 'lessons/01-friday/large.md': new Uint8Array(2 << 20).fill(65) } }]
])('is refused: %s (%#)', (problem, of) => {
  expect(problemOf(of)).toContain(problem);
});

it('says why a lesson does not fit', () => {
  const step = lessonFiles();
  for (const name of ['index.en.md', 'index.ko.md']) step[name] = step[name]!.replace('book: null', 'book: 7');
  expect(problemOf({ lesson: step })).toContain('01-friday: a lesson of a pack is no step of the course');
  const { 'check.ts': _, ...without } = lessonFiles();
  expect(problemOf({ lesson: without })).toContain('01-friday: check.ts: the file is missing');
});

it('is added after a preview, is there at the next start, and goes without a trace', async () => {
  const { library, handlers, inspect } = classRoom();
  const before = (await library.load()).lessons.length;
  const found = await inspect(classPack());
  if (!found.ok) throw new Error(found.detail);
  expect((await library.load()).lessons).toHaveLength(before);
  expect(readdirSync(folder)).toEqual([]);
  await handlers.add({ token: found.token });
  expect((await library.load()).lessons.map(({ id }) => id as string)).toContain('friday');
  expect(await inspect(classPack())).toMatchObject({ ok: true, known: true });
  await expect(handlers.add({ token: found.token })).rejects.toThrow('no longer waits');

  writeFileSync(path.join(folder, 'damaged.dzpack'), 'nothing');
  const next = classRoom();
  expect((await next.library.load()).stages.at(-1)).toMatchObject({ title: MANIFEST.title, goal: MANIFEST.about });
  expect(next.reports).toHaveLength(1);
  expect(await next.handlers.remove({ id: found.pack.id as PackId })).toEqual([]);
  expect((await next.library.load()).lessons).toHaveLength(before);
});

it('is refused where it has a lesson of the course or of another pack', async () => {
  const { handlers, inspect } = classRoom();
  const same = await inspect(classPack({ lesson: lessonFiles('backward-by-itself') }));
  expect(same).toMatchObject({ ok: false, problem: 'bad-content' });
  const first = await inspect(classPack());
  if (first.ok) await handlers.add({ token: first.token });
  expect(await inspect(classPack({ manifest: { author: 'another' } }))).toMatchObject({ ok: false });
});

it('locks settings while it is there; what was chosen before comes back', async () => {
  const store = new Store();
  await store.handle('open', { file: ':memory:', now: NOW });
  const { packs, handlers, inspect } = classRoom();
  const told: Settings[] = [];
  const settings = settingsHandlers({
    store: { ask: (verb, input) => store.handle(verb, input) },
    onChange: (all) => told.push(all),
    locked: () => packs.locked(),
    onLocked: (listener) => packs.onChange(listener)
  });
  await settings.set({ theme: 'dark', language: 'ko' });
  const found = await inspect(classPack());
  if (!found.ok) throw new Error(found.detail);
  await handlers.add({ token: found.token });
  await expect.poll(() => told.at(-1)).toMatchObject({ theme: 'projector', checkpointSeconds: 30, language: 'ko' });
  expect(await settings.set({ theme: 'light', language: 'en' })).toMatchObject({ theme: 'projector', language: 'en' });
  await handlers.remove({ id: found.pack.id as PackId });
  expect(await settings.get(null)).toMatchObject({ theme: 'dark', checkpointSeconds: 5, language: 'en' });
  store.close();
});
