/** What a file that cannot be read throws: which reader refused, what it found, what it would have taken. */
import { described } from '../core/described.ts';
import { EngineError, ValueError } from '../core/errors.ts';

export class FormatError extends EngineError {
  override readonly name = 'FormatError';
  constructor(op: string, message: string) {
    super('io', `${op}: ${message}`, { op });
  }
}

export function checkBytes(op: string, bytes: unknown): void {
  if (!(bytes instanceof Uint8Array))
    throw new ValueError(op, `it takes the bytes of a file (a Uint8Array), not ${described(bytes)}.`);
}
