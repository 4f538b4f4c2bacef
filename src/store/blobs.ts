/**
 * Large bytes as chunks of at most 1 MB, named by their SHA-256, so that checkpoints share what did not change between
 * them and damage is found on reading. Not here: which checkpoint uses which chunk (queries/checkpoints.ts).
 */
import { one, run, type Db } from './database.ts';
import { sha256 } from './seal.ts';
import { StoreError } from './store-error.ts';

export const CHUNK_BYTES = 1 << 20;

/** Stores `bytes` and answers with the names of the chunks, in order. */
export function putBytes(db: Db, bytes: Uint8Array): string[] {
  const names: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const part = bytes.subarray(at, at + CHUNK_BYTES);
    const name = sha256(part);
    run(db, 'INSERT INTO chunk (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING', name, part);
    names.push(name);
  }
  return names;
}

/** Puts the chunks together again; fails when one is missing or is not what its name says. */
export function getBytes(db: Db, names: readonly string[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const name of names) {
    const found = one<{ bytes: Uint8Array }>(db, 'SELECT bytes FROM chunk WHERE sha256 = ?', name);
    if (!found || sha256(found.bytes) !== name || at + found.bytes.length > length)
      throw new StoreError(
        'store-damaged',
        `chunk ${name.slice(0, 12)}: ${found ? 'its bytes are damaged' : 'it is missing'}`
      );
    bytes.set(found.bytes, at);
    at += found.bytes.length;
  }
  if (at !== length) throw new StoreError('store-damaged', `chunks: ${at} bytes found, ${length} expected`);
  return bytes;
}

/** Removes the chunks of `candidates` that no checkpoint uses. */
export function dropOrphans(db: Db, candidates: readonly string[]): void {
  for (const name of candidates) run(db, DROP_ORPHAN, name);
}

export const DROP_ORPHAN =
  'DELETE FROM chunk WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM checkpoint_chunk u WHERE u.chunk = chunk.sha256)';
