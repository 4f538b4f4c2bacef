/** Reads a file that somebody opened with the app, and no more of it than LIMITS admits. Not here: what is in it. */
import { open } from 'node:fs/promises';
import { LIMITS } from './limits.ts';
import { PackError } from './pack-error.ts';

export async function readLimited(file: string, most: number = LIMITS.fileBytes): Promise<Uint8Array> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > most) throw new PackError('too-large', `the file has ${size} bytes, at most ${most} are read`);
      const bytes = new Uint8Array(size);
      let at = 0;
      // In parts, as `read` answers with fewer bytes than asked for where it likes; a file that grows is not followed.
      while (at < size) {
        const { bytesRead } = await handle.read(bytes, at, size - at, at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return bytes.subarray(0, at);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof PackError) throw error;
    throw new PackError('unreadable', error instanceof Error ? error.message : String(error));
  }
}
