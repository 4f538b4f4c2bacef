/**
 * Saves what the page made: main asks where, then the bytes follow in parts. Returns false when the user cancelled the
 * dialog. Whatever goes wrong, main is told to drop what it has. Not here: what is saved.
 */
import type { Api } from '@ipc/contract.ts';
import { LARGEST_PART, type ExportKind } from '@ipc/exports.ts';

export type Write = (bytes: Uint8Array) => Promise<void>;

export interface SaveWork {
  kind: ExportKind;
  name: string;
  /** Makes the bytes, once the place is known, and hands them on. */
  make: (write: Write) => Promise<void>;
}

export type Save = (work: SaveWork) => Promise<boolean>;

export const saveWith =
  ({ exports }: Pick<Api, 'exports'>): Save =>
  async ({ kind, name, make }) => {
    const { token } = await exports.begin({ kind, name: cleanName(name) });
    if (token === null) return false;
    try {
      await make(async (bytes) => {
        for (let at = 0; at < bytes.length; at += LARGEST_PART)
          await exports.write({ token, part: bytes.slice(at, at + LARGEST_PART) });
      });
      await exports.finish({ token });
      return true;
    } catch (error) {
      await exports.cancel({ token });
      throw error;
    }
  };

/** Letters, digits and a few marks that every file system takes. */
export function cleanName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 80);
  return clean === '' ? 'graph' : clean;
}
