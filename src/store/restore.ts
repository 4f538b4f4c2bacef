/**
 * Going back to a backup: it is copied into a fresh folder beside the data, checked and migrated there, and only then takes
 * the place of the file, which is set aside. A failure before that leaves everything as it was. The store is closed.
 */
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backupFolder, backupList, timeForName } from './backup.ts';
import { APPLICATION_ID, connect } from './database.ts';
import { pagesAreWhole } from './integrity.ts';
import { LATEST, migrate, versionOf } from './migrations/index.ts';
import { StoreError } from './store-error.ts';

/** Answers with the place to which the file was set aside. */
export function restoreBackup(file: string, name: string, now: string): string {
  if (!backupList(file).some((backup) => backup.name === name))
    throw new StoreError('not-found', `backupRestore: there is no backup ${name}`);
  const folder = mkdtempSync(join(dirname(file), 'restore-'));
  try {
    const fresh = join(folder, basename(file));
    copyFileSync(join(backupFolder(file), name), fresh);
    prepare(fresh, name);
    return swap(file, fresh, `${file}.before-restore-${timeForName(now)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function prepare(fresh: string, name: string): void {
  const db = connect(fresh);
  try {
    if (Number(db.pragma('application_id', { simple: true })) !== APPLICATION_ID || !pagesAreWhole(db, true))
      throw new StoreError('store-damaged', `backupRestore: the backup ${name} did not pass SQLite's check`);
    if (versionOf(db) > LATEST)
      throw new StoreError('store-damaged', `backupRestore: ${name} was written by a newer version of the app`);
    migrate(db);
    // One file and nothing beside it, so that the swap is one rename.
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

function swap(file: string, fresh: string, aside: string): string {
  const ends = ['', '-wal', '-shm'].filter((end) => existsSync(file + end));
  for (const end of ends) renameSync(file + end, aside + end);
  try {
    renameSync(fresh, file);
  } catch (error) {
    for (const end of ends) renameSync(aside + end, file + end);
    throw error;
  }
  return aside;
}
