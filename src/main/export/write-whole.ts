/** Writes a file under another name first: a full disk or an error leaves the file that was there. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@ipc/errors.ts';

type Content = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

export async function writeWhole(path: string, content: Content): Promise<void> {
  const draft = `${path}.part`;
  try {
    await pipeline(Readable.from(content, { objectMode: true }), createWriteStream(draft, 'utf8'));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new AppError('disk-full', `the disk is full, ${path} was not written`);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      throw new AppError('store-read-only', `${path} cannot be written to: choose another folder`);
    throw error;
  }
}
