/**
 * The migrations in order; the file's version (user_version) is how many have run. Each runs in one transaction, is never
 * edited after a release, and is tested from a populated file of the version before.
 */
import type { Db } from '../database.ts';
import * as runs from './0001-runs.ts';
import * as learner from './0002-learner.ts';
import * as observations from './0003-observations.ts';
import * as pyramid from './0004-pyramid.ts';
import * as runColor from './0005-run-color.ts';

export interface Migration {
  readonly name: string;
  up(db: Db): void;
}

export const MIGRATIONS: readonly Migration[] = [runs, learner, observations, pyramid, runColor];
export const LATEST = MIGRATIONS.length;

export const versionOf = (db: Db): number => Number(db.pragma('user_version', { simple: true }));

/** Runs what is missing, up to `target`. */
export function migrate(db: Db, target: number = LATEST): void {
  for (let version = versionOf(db); version < target; version++) {
    const migration = MIGRATIONS[version];
    if (!migration) throw new Error(`migrate: there is no migration from version ${version}, the latest is ${LATEST}`);
    db.transaction(() => {
      migration.up(db);
      db.pragma(`user_version = ${version + 1}`);
    }).immediate();
  }
}
