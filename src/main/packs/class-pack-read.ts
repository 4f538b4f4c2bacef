/**
 * Reads a class pack from bytes that anybody may have made: limits (archive.ts), `pack.json` by its schema, then every
 * lesson folder by the parser that reads the course's own. What an archiver of some system adds is passed over; anything
 * else that does not belong into a pack refuses it. Fails with a PackError and nothing else; writes and runs nothing.
 */
import * as v from 'valibot';
import { CLASS_PACK_VERSION, ClassPackManifest, type ClassPackSummary, type PackId } from '@ipc/class-packs.ts';
import type { Lesson, StageSummary } from '@ipc/lesson-format.ts';
import { parseLesson } from '@ipc/parse-lesson.ts';
import { readArchive, type Parts } from './archive.ts';
import { sha256 } from './hand-in.ts';
import { LIMITS } from './limits.ts';
import { PackError } from './pack-error.ts';

export interface ClassPack {
  summary: ClassPackSummary;
  lessons: Lesson[];
}

/** The stage that a pack's lessons form in the course. */
export const packStage = (id: PackId): string => `pack-${id}`;

/** Packs as stages of the course. */
export const packLessons = (packs: readonly ClassPack[]): { stages: StageSummary[]; lessons: Lesson[] } => ({
  stages: packs.map(({ summary }) => ({ stage: packStage(summary.id), title: summary.title, goal: summary.about })),
  lessons: packs.flatMap(({ lessons }) => lessons)
});

const MANIFEST = 'pack.json';
const LESSON = /^lessons\/(\d+-[a-z0-9-]{1,60})\/(.+\.(?:md|ts|json))$/;

export function readClassPack(file: Uint8Array): ClassPack {
  const parts = readArchive(file, LIMITS.pack);
  const manifest = manifestOf(parts);
  const id = sha256(file).slice(0, 16) as PackId;
  const lessons = [...foldersOf(parts)].map(([folder, files]) => lessonOf(folder, files, packStage(id)));
  const twice = lessons.find((one, i) => lessons.findIndex((other) => other.id === one.id) !== i);
  if (twice) throw new PackError('bad-content', `two lessons have the id ${twice.id}`);
  const { format: _, version: __, ...words } = manifest;
  const summary = {
    id,
    ...words,
    lessons: lessons.map(({ id: lesson, front, text }) => ({
      id: lesson,
      title: { en: text.en.title, ko: text.ko.title },
      minutes: front.minutes
    })),
    bytes: file.length
  };
  return { summary, lessons };
}

function manifestOf(parts: Parts): ClassPackManifest {
  const bytes = parts.get(MANIFEST);
  if (!bytes) throw new PackError('not-a-hand-in', `it has no ${MANIFEST}`);
  const json = parsed(MANIFEST, textOf(MANIFEST, bytes));
  // Before the schema, which a newer version may not fit.
  const known = v.safeParse(v.looseObject({ format: v.literal('dezero-pack'), version: v.number() }), json);
  if (!known.success) throw new PackError('not-a-hand-in', `${MANIFEST} is not that of a class pack`);
  if (known.output.version > CLASS_PACK_VERSION)
    throw new PackError(
      'from-the-future',
      `it is of version ${known.output.version}, this app reads up to ${CLASS_PACK_VERSION}`
    );
  const result = v.safeParse(ClassPackManifest, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new PackError('bad-content', `${MANIFEST}: ${v.getDotPath(issue) ?? ''} ${issue.message}`);
}

/** Files by lesson folder, in the order of the folders' numbers. */
function foldersOf(parts: Parts): [string, Record<string, string>][] {
  const folders = new Map<string, Record<string, string>>();
  for (const [name, bytes] of parts) {
    if (name === MANIFEST) continue;
    const [, folder, inner] = LESSON.exec(name) ?? [];
    if (folder === undefined || inner === undefined)
      throw new PackError(
        'bad-content',
        `${name} belongs to no lesson: lessons/<number>-<name>/<file>.md, .ts or .json`
      );
    const files = folders.get(folder) ?? {};
    files[inner] = textOf(name, bytes);
    folders.set(folder, files);
  }
  return [...folders].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
}

function lessonOf(folder: string, files: Record<string, string>, stage: string): Lesson {
  const result = parseLesson(files, { stage, folder, earlier: {}, previous: null });
  if (!result.ok) throw new PackError('bad-content', `${folder}: ${result.faults.slice(0, 3).join('; ')}`);
  if (result.lesson.front.book !== null)
    throw new PackError('bad-content', `${folder}: a lesson of a pack is no step of the course: book must be null`);
  return result.lesson;
}

function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new PackError('bad-content', `${name} is no UTF-8 text (${error instanceof Error ? error.message : ''})`);
  }
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PackError('bad-content', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
