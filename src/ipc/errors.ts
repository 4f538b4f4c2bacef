/**
 * Errors that cross a process boundary. The bridge drops names and fields of thrown errors, so a failure travels as
 * data (`envelope.ts`) and is rebuilt as an AppError; callers switch on `code`, never on text.
 */
export const ERROR_CODES = [
  'bad-input', // a payload did not match its schema
  'forbidden', // the sender may not call this
  'not-found',
  'busy', // the engine is running something else
  'stopped',
  'engine-lost', // the engine process ended
  'gpu-unavailable',
  'store-damaged',
  'store-read-only',
  'disk-full',
  'cannot-resume',
  'internal'
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface FailureData {
  code: ErrorCode;
  /** One sentence in English for logs; the UI shows a translation by code and puts this behind "details". */
  message: string;
  details?: Record<string, string | number | boolean>;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, string | number | boolean> | undefined;

  constructor(code: ErrorCode, message: string, details?: Record<string, string | number | boolean>) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  toData(): FailureData {
    return this.details === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, details: this.details };
  }

  static from(error: unknown): AppError {
    if (error instanceof AppError) return error;
    return new AppError('internal', error instanceof Error ? error.message : String(error));
  }
}
