/** Why a data set could not be got, as an error; the page shows a sentence by its code (src/ipc/datasets.ts). */
import type { DataSetProblem } from '@ipc/datasets.ts';

export class DataSetError extends Error {
  readonly code: DataSetProblem;
  readonly detail: string;

  constructor(code: DataSetProblem, detail: string, cause?: unknown) {
    super(`data set: ${code}: ${detail}`, { cause });
    this.name = 'DataSetError';
    this.code = code;
    this.detail = detail;
  }

  /** What the file system said, in the page's terms. */
  static from(error: unknown): DataSetError {
    if (error instanceof DataSetError) return error;
    const message = error instanceof Error ? error.message : String(error);
    const full = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    return new DataSetError(full ? 'disk-full' : 'unreadable', message, error);
  }
}
