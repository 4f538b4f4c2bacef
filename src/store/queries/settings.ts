/** Settings as JSON by key. Which keys there are, and their defaults, is the contract's (src/ipc/settings.ts). */
import { all, run, type Db } from '../database.ts';

export function settingsGet(db: Db): Record<string, unknown> {
  const rows = all<{ key: string; value: string }>(db, 'SELECT key, value FROM setting ORDER BY key');
  return Object.fromEntries(rows.map((row): [string, unknown] => [row.key, JSON.parse(row.value)]));
}

export function settingsSet(db: Db, values: Record<string, unknown>): null {
  db.transaction(() => {
    for (const [key, value] of Object.entries(values))
      if (value !== undefined) run(db, UPSERT, key, JSON.stringify(value));
  }).immediate();
  return null;
}

const UPSERT = 'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
