/**
 * Verified copies in `backups/` beside the file: one before a migration touches a populated file, one a day with the last
 * KEEP_DAYS kept. A copy counts only after SQLite has checked every page of it; until then it has another name.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BackupFile } from '@ipc/store.ts';
import { connect, type Db } from './database.ts';
import { pagesAreWhole } from './integrity.ts';
import { StoreError } from './store-error.ts';

export const KEEP_DAYS = 7;
const DAILY = /-\d{4}-\d{2}-\d{2}\.db$/;

export const backupFolder = (file: string): string => join(dirname(file), 'backups');

/** Makes today's copy unless there is one. Works in small steps, so that requests are answered meanwhile. */
export async function backupIfDue(db: Db, folder: string, now: string): Promise<boolean> {
  const target = join(folder, `${stem(db.name)}-${now.slice(0, 10)}.db`);
  if (existsSync(target)) return false;
  await copyTo(db, target);
  for (const old of dailyBackups(db.name, folder).slice(KEEP_DAYS)) rmSync(old, { force: true });
  return true;
}

/** A copy because the user asked; it is never rotated away. */
export async function backupNow(db: Db, file: string, now: string): Promise<BackupFile> {
  const target = join(backupFolder(file), `${stem(file)}-by-hand-${timeForName(now)}.db`);
  await copyTo(db, target);
  return describe(target);
}

async function copyTo(db: Db, target: string): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.draft`;
  rmSync(draft, { force: true });
  await db.backup(draft);
  accept(draft, target);
}

/** The copy before a migration from `version`; it is never rotated away. */
export function backupBeforeMigration(db: Db, folder: string, version: number, now: string): string {
  mkdirSync(folder, { recursive: true });
  const target = join(folder, `${stem(db.name)}-before-v${version + 1}-${timeForName(now)}.db`);
  const draft = `${target}.draft`;
  rmSync(draft, { force: true });
  db.prepare('VACUUM INTO ?').run(draft);
  accept(draft, target);
  return target;
}

/** Newest first. */
export function dailyBackups(file: string, folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${stem(file)}-`) && DAILY.test(name))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/** All copies, newest first. */
export function backupList(file: string): BackupFile[] {
  const folder = backupFolder(file);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${stem(file)}-`) && name.endsWith('.db'))
    .map((name) => describe(join(folder, name)))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

function describe(path: string): BackupFile {
  const name = basename(path);
  const { size, mtime } = statSync(path);
  const kind = DAILY.test(name) ? 'daily' : name.includes('-by-hand-') ? 'by-hand' : 'before-update';
  return { name, kind, bytes: size, at: mtime.toISOString() };
}

/** '2026-11-23T18:40:12.123Z' as a part of a file name that every system takes. */
export const timeForName = (now: string): string => now.replace(/[:.]/g, '-');

const stem = (file: string): string => basename(file).replace(/\.[^.]*$/, '');

function accept(draft: string, target: string): void {
  const copy = connect(draft);
  let whole: boolean;
  try {
    // Out of WAL mode: a backup is one file and nothing beside it.
    copy.pragma('journal_mode = DELETE');
    whole = pagesAreWhole(copy, true);
  } finally {
    copy.close();
  }
  if (!whole) {
    rmSync(draft, { force: true });
    throw new StoreError('store-damaged', `backup: the copy ${basename(target)} did not pass SQLite's check`);
  }
  renameSync(draft, target);
}
