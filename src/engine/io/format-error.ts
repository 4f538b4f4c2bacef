/** What a file that cannot be read throws: which reader refused, what it found, what it would have taken. */
import { EngineError } from '../core/errors.ts';

export class FormatError extends EngineError {
  override readonly name = 'FormatError';
  constructor(op: string, message: string) {
    super('io', `${op}: ${message}`, { op });
  }
}
