/** What went wrong, with a code that main and the page switch on. SQLite's own codes are translated here, once. */
import type { ErrorCode } from '@ipc/errors.ts';

export class StoreError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = 'StoreError';
    this.code = code;
  }

  static from(error: unknown): StoreError {
    if (error instanceof StoreError) return error;
    const message = error instanceof Error ? error.message : String(error);
    return new StoreError(codeOf(sqliteCode(error)), message);
  }
}

/** 'SQLITE_CORRUPT', 'ENOSPC', ...; '' for other errors. */
export function sqliteCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

export const isDamage = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(sqliteCode(error));

function codeOf(code: string): ErrorCode {
  if (/^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code)) return 'store-damaged';
  if (/^SQLITE_FULL|^ENOSPC|^EDQUOT/.test(code)) return 'disk-full';
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|^(EACCES|EPERM|EROFS|ENOTDIR)/.test(code)) return 'store-read-only';
  return 'internal';
}
