/**
 * The learner's files: the current source, and a history from which nothing overwritten is missing. What is typed in one
 * go is one version: a typed version is replaced by the next typed text for COALESCE_MS, unless that throws away half of
 * the text. Runs, resets and solutions always stand as own versions. Typed versions beyond KEEP_TYPED go, oldest first.
 */
import type { CodeVersion } from '@ipc/code.ts';
import type { StoreRequests } from '@ipc/store.ts';
import { all, one, run, type Db } from '../database.ts';
import { StoreError } from '../store-error.ts';

export const COALESCE_MS = 60_000;
export const KEEP_TYPED = 200;

interface VersionRow {
  id: number;
  source: string;
  reason: CodeVersion['reason'];
  since: string;
}

export function codeSave(db: Db, { lesson, file, source, reason, now }: StoreRequests['codeSave'][0]): null {
  db.transaction(() => {
    run(db, UPSERT_FILE, lesson, file, source, now);
    const latest = one<VersionRow>(db, LATEST_VERSION, lesson, file);
    if (latest?.source === source) {
      // The same text again adds nothing but, perhaps, a better reason to keep it.
      if (latest.reason === 'typed' && reason !== 'typed')
        run(db, 'UPDATE file_version SET reason = ?, at = ? WHERE id = ?', reason, now, latest.id);
    } else if (latest && reason === 'typed' && continues(latest, source, now)) {
      run(db, 'UPDATE file_version SET source = ?, at = ? WHERE id = ?', source, now, latest.id);
    } else {
      run(db, INSERT_VERSION, lesson, file, source, reason, now, now);
      run(db, DROP_OLD_TYPED, lesson, file, lesson, file, KEEP_TYPED);
    }
  }).immediate();
  return null;
}

export function codeLoad(db: Db, { lesson }: StoreRequests['codeLoad'][0]): Record<string, string> {
  const rows = all<{ name: string; source: string }>(db, FILES, lesson);
  return Object.fromEntries(rows.map((row) => [row.name, row.source]));
}

/** Newest first. */
export function codeHistory(db: Db, { lesson, file }: StoreRequests['codeHistory'][0]): CodeVersion[] {
  return all<CodeVersion>(db, HISTORY, lesson, file);
}

export function codeVersion(db: Db, { id }: StoreRequests['codeVersion'][0]): string {
  const row = one<{ source: string }>(db, 'SELECT source FROM file_version WHERE id = ?', id);
  if (!row) throw new StoreError('not-found', `codeVersion: there is no version ${id}`);
  return row.source;
}

export function codeMarkRunning(db: Db, { lesson, file }: StoreRequests['codeMarkRunning'][0]): null {
  run(db, MARK, lesson, file, 0);
  return null;
}

export function codeMarkEnded(db: Db, { lesson, file, hung }: StoreRequests['codeMarkEnded'][0]): null {
  if (hung) run(db, MARK, lesson, file, 1);
  else run(db, 'DELETE FROM running_cell WHERE lesson = ? AND name = ?', lesson, file);
  return null;
}

export function codeHung(db: Db, { lesson }: StoreRequests['codeHung'][0]): string[] {
  return all<{ name: string }>(db, HUNG, lesson).map((row) => row.name);
}

/** At opening: a cell that was running when the app ended took it down, or hung. */
export const markHung = (db: Db): number => run(db, 'UPDATE running_cell SET hung = 1 WHERE hung = 0');

export const LATEST_VERSION =
  'SELECT id, source, reason, since FROM file_version WHERE lesson = ? AND name = ? ORDER BY id DESC LIMIT 1';
export const HISTORY = `
  SELECT id, at, reason, length(CAST(source AS BLOB)) AS bytes FROM file_version
  WHERE lesson = ? AND name = ? ORDER BY id DESC`;
export const FILES = 'SELECT name, source FROM file WHERE lesson = ? ORDER BY name';
export const HUNG = 'SELECT name FROM running_cell WHERE lesson = ? AND hung = 1 ORDER BY name';
const UPSERT_FILE = `
  INSERT INTO file (lesson, name, source, at) VALUES (?, ?, ?, ?)
  ON CONFLICT (lesson, name) DO UPDATE SET source = excluded.source, at = excluded.at`;
const INSERT_VERSION = 'INSERT INTO file_version (lesson, name, source, reason, since, at) VALUES (?, ?, ?, ?, ?, ?)';
const DROP_OLD_TYPED = `
  DELETE FROM file_version WHERE lesson = ? AND name = ? AND reason = 'typed' AND id <= (
    SELECT id FROM file_version WHERE lesson = ? AND name = ? AND reason = 'typed' ORDER BY id DESC LIMIT 1 OFFSET ?)`;
const MARK = `
  INSERT INTO running_cell (lesson, name, hung) VALUES (?, ?, ?)
  ON CONFLICT (lesson, name) DO UPDATE SET hung = excluded.hung`;

function continues(latest: VersionRow, source: string, now: string): boolean {
  const age = Date.parse(now) - Date.parse(latest.since);
  return latest.reason === 'typed' && age >= 0 && age < COALESCE_MS && source.length * 2 >= latest.source.length;
}
