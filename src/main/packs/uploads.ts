/**
 * Files that come from the page in parts: no message holds up a thread, and no file takes more memory than it announced
 * and its limit admits. A few at a time: the oldest is forgotten. Not here: what is in them (hand-in-read.ts).
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '@ipc/errors.ts';
import type { UploadId } from '@ipc/packs.ts';
import { LIMITS } from './limits.ts';
import { PackError } from './pack-error.ts';

interface Upload {
  file: string;
  bytes: Uint8Array;
  /** So many have come. */
  at: number;
}

export class Uploads {
  readonly #open = new Map<string, Upload>();

  /** A file of this size will follow. */
  begin(file: string, bytes: number): UploadId {
    if (bytes > LIMITS.fileBytes)
      throw new PackError('too-large', `the file has ${bytes} bytes, at most ${LIMITS.fileBytes} are read`);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size < LIMITS.uploads) break;
      this.#open.delete(oldest);
    }
    const id = randomUUID() as string as UploadId;
    this.#open.set(id, { file, bytes: new Uint8Array(bytes), at: 0 });
    return id;
  }

  part(id: UploadId, part: Uint8Array): void {
    const upload = this.#get(id);
    if (upload.at + part.length > upload.bytes.length) {
      this.#open.delete(id);
      throw new AppError('bad-input', `${upload.file} has more bytes than the ${upload.bytes.length} it announced`);
    }
    upload.bytes.set(part, upload.at);
    upload.at += part.length;
  }

  /** The whole file, which is forgotten here; fails when parts are missing. */
  take(id: UploadId): { file: string; bytes: Uint8Array } {
    const { file, bytes, at } = this.#get(id);
    this.#open.delete(id);
    if (at !== bytes.length) throw new AppError('bad-input', `${file} has ${bytes.length} bytes, ${at} have come`);
    return { file, bytes };
  }

  #get(id: UploadId): Upload {
    const upload = this.#open.get(id);
    if (!upload) throw new AppError('not-found', 'This file is no longer waited for: drop it again.');
    return upload;
  }
}
