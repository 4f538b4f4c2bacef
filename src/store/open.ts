/**
 * Opens the store, whatever state the file is in; the app always goes on:
 * missing: created. Older: backup, then migrations. Newer: left alone, memory is used. Damaged: set aside, what can be
 * read is recovered, gaps are filled from the last backup. Folder not writable: a copy in memory, nothing will be saved.
 * Everything but the first two is told in `StoreOpened.problem`.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  renameSync,
  rmSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { StoreOpened } from '@ipc/store.ts';
import { backupBeforeMigration, backupFolder, dailyBackups, timeForName } from './backup.ts';
import { APPLICATION_ID, connect, type Db } from './database.ts';
import { pagesAreWhole, repairRows } from './integrity.ts';
import { LATEST, migrate, versionOf } from './migrations/index.ts';
import { markHung } from './queries/code.ts';
import { interruptRuns } from './queries/run-changes.ts';
import { salvage } from './salvage.ts';
import { isDamage } from './store-error.ts';
import { logIsWhole } from './wal.ts';

export interface OpenStore {
  db: Db;
  opened: StoreOpened;
  /** Null when the data is in memory only. */
  file: string | null;
}

type Problem = StoreOpened['problem'];
interface Found {
  db: Db;
  problem: Problem;
  inMemory: boolean;
}

export function openStore({ file, now }: { file: string; now: string }): OpenStore {
  const found = file === ':memory:' ? inMemory(null) : openFile(file, now);
  const repaired = repairRows(found.db, now);
  const interrupted = interruptRuns(found.db);
  markHung(found.db);
  const rows = { code: 'store-damaged', detail: `${file} (${repaired})` } as const;
  const problem = found.problem ?? (repaired > 0 ? rows : null);
  return { db: found.db, opened: { problem, interrupted }, file: found.inMemory ? null : file };
}

function openFile(file: string, now: string): Found {
  if (!isWritable(file)) return copyInMemory(file);
  if (versionInHeader(file) > LATEST) return inMemory({ code: 'store-future', detail: file });
  // Asked before connecting: SQLite passes over what follows a damaged frame, and then writes a new log.
  const log = setDamagedLogAside(file, now);
  let db: Db;
  try {
    db = connect(file);
  } catch (error) {
    return isDamage(error) ? recover(file, now) : copyInMemory(file);
  }
  let ready = false;
  try {
    const version = versionOf(db);
    const populated = Number(db.pragma('schema_version', { simple: true })) > 0;
    if (version > LATEST) return inMemory({ code: 'store-future', detail: file });
    if (
      populated &&
      (Number(db.pragma('application_id', { simple: true })) !== APPLICATION_ID || !pagesAreWhole(db, true))
    ) {
      db.close();
      return recover(file, now);
    }
    if (populated && version < LATEST) backupBeforeMigration(db, backupFolder(file), version, now);
    prepareFile(db);
    ready = true;
    return { db, problem: log === null ? null : { code: 'store-damaged', detail: log }, inMemory: false };
  } catch (error) {
    db.close();
    // What is not damage (a full disk during the backup, a lock that is not given up) leaves the file as it is.
    return isDamage(error) ? recover(file, now) : copyInMemory(file);
  } finally {
    if (!ready && db.open) db.close();
  }
}

function prepareFile(db: Db): void {
  db.pragma(`application_id = ${APPLICATION_ID}`);
  migrate(db);
}

function inMemory(problem: Problem): Found {
  const db = connect(':memory:');
  prepareFile(db);
  return { db, problem, inMemory: true };
}

/** A copy of a log that has lost committed changes to damage, for who wants to look; null when it is whole. */
function setDamagedLogAside(file: string, now: string): string | null {
  const log = `${file}-wal`;
  if (!existsSync(log) || logIsWhole(log)) return null;
  const aside = `${log}.damaged-${timeForName(now)}`;
  copyFileSync(log, aside);
  return aside;
}

/** Sets the damaged file aside with its companions, and makes a fresh one of what can be read. */
function recover(file: string, now: string): Found {
  const aside = `${file}.damaged-${timeForName(now)}`;
  for (const end of ['', '-wal']) if (existsSync(file + end)) renameSync(file + end, aside + end);
  rmSync(`${file}-shm`, { force: true });
  const db = connect(file);
  // At the version that the damaged file had: the migrations then do with the rows what they do with a whole file's.
  const version = versionInHeader(aside);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  migrate(db, version >= 1 && version <= LATEST ? version : LATEST);
  salvage(aside, db);
  migrate(db);
  // Opening made an index of the log beside the file; it can be made again.
  rmSync(`${aside}-shm`, { force: true });
  const backup = dailyBackups(file, backupFolder(file))[0];
  if (backup) fillFrom(backup, db);
  return { db, problem: { code: 'store-damaged', detail: aside }, inMemory: false };
}

/** A backup may be of an older version: a copy of it is migrated first. */
function fillFrom(backup: string, db: Db): void {
  const folder = mkdtempSync(join(tmpdir(), 'dezero-'));
  try {
    const copy = join(folder, basename(backup));
    copyFileSync(backup, copy);
    const old = connect(copy);
    try {
      if (versionOf(old) <= LATEST) migrate(old);
    } finally {
      old.close();
    }
    salvage(copy, db);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The data as it is, in memory: it can be looked at and worked with, and is gone at the end. */
function copyInMemory(file: string): Found {
  const problem = { code: 'store-read-only', detail: dirname(file) } as const;
  if (!existsSync(file)) return inMemory(problem);
  const folder = mkdtempSync(join(tmpdir(), 'dezero-'));
  try {
    const copy = join(folder, basename(file));
    for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, copy + end);
    const db = connect(copy);
    try {
      if (versionOf(db) > LATEST || !pagesAreWhole(db)) return inMemory(problem);
      db.pragma('journal_mode = DELETE');
      const memory = connect(db.serialize());
      prepareFile(memory);
      return { db: memory, problem, inMemory: true };
    } finally {
      db.close();
    }
  } catch (error) {
    // Not readable either. Whatever it was, the app goes on with an empty store and says that nothing is saved.
    return inMemory({ ...problem, detail: `${problem.detail} (${error instanceof Error ? error.message : ''})` });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Connecting would switch the log on, which writes: a newer file is recognised before. 0 when it is no database. */
function versionInHeader(file: string): number {
  if (!existsSync(file)) return 0;
  const header = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  try {
    if (readSync(handle, header, 0, 100, 0) < 100) return 0;
  } finally {
    closeSync(handle);
  }
  const isDatabase =
    header.toString('latin1', 0, 15) === 'SQLite format 3' && header.readUInt32BE(68) === APPLICATION_ID;
  return isDatabase ? header.readUInt32BE(60) : 0;
}

/** Tried, not asked: permission bits say little on network folders and nothing for an administrator. */
function isWritable(file: string): boolean {
  const probe = join(dirname(file), `.write-probe-${process.pid}`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(probe, 'w'));
    rmSync(probe);
    if (existsSync(file)) closeSync(openSync(file, 'r+'));
    return true;
  } catch {
    return false;
  }
}
