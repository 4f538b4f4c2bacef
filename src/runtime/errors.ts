/**
 * Errors of lesson code as a learner should read them: where it happened in the lesson's own files, and a sentence
 * where JavaScript's own is hard to understand. Not here: errors of the app.
 */
import type { SourcePlace } from '../engine/trace/events.ts';
import type { LearnerError } from './cell-events.ts';
import { placesIn, type Sources } from './places.ts';
import { say, type Language } from './words.ts';

/** An error of the runtime itself about lesson code, which knows its place: a syntax error, an import that leads nowhere. */
export class LessonError extends Error {
  override readonly name: string;
  readonly at: SourcePlace | null;

  constructor(name: string, message: string, at: SourcePlace | null) {
    super(message);
    this.name = name;
    this.at = at;
  }
}

/** Ends a cell that was asked to stop. It passes through lesson code; whoever catches it meets it again. */
export class StopSignal extends Error {
  override readonly name = 'StopSignal';

  constructor() {
    super('The cell was stopped.');
  }
}

const MOST_FRAMES = 20;

export function toLearnerError(thrown: unknown, sources: Sources, language: Language): LearnerError {
  if (thrown instanceof LessonError)
    return { name: thrown.name, message: thrown.message, at: thrown.at, frames: thrown.at ? [thrown.at] : [] };
  if (!isErrorLike(thrown)) {
    const text = typeof thrown === 'string' ? thrown : safeString(thrown);
    return { name: 'Error', message: text, at: null, frames: [] };
  }
  const frames = placesIn(typeof thrown.stack === 'string' ? thrown.stack : '', sources).slice(0, MOST_FRAMES);
  const name = typeof thrown.name === 'string' && thrown.name !== '' ? thrown.name : 'Error';
  const message = safeString(thrown.message);
  return { name, message: plainer(name, message, language), at: frames[0] ?? null, frames };
}

interface ErrorLike {
  name?: unknown;
  message?: unknown;
  stack?: unknown;
}

const isErrorLike = (value: unknown): value is ErrorLike =>
  typeof value === 'object' && value !== null && 'message' in value;

function safeString(value: unknown): string {
  try {
    return String(value);
  } catch (error) {
    return `(a value that cannot be printed: ${error instanceof Error ? error.message : 'no reason given'})`;
  }
}

/** JavaScript's sentence, or a plainer one for the errors that learners meet most. */
function plainer(name: string, message: string, language: Language): string {
  const undefinedName = /^(\S+) is not defined$/.exec(message);
  if (name === 'ReferenceError' && undefinedName) return say(language, 'notDefined', undefinedName[1] ?? '');
  if (name === 'RangeError' && /call stack/i.test(message)) return say(language, 'stackOverflow');
  if (
    name === 'RangeError' &&
    /(invalid (typed )?array length|array buffer allocation|invalid string length)/i.test(message)
  )
    return say(language, 'tooLarge', message);
  if (name === 'TypeError' && message === 'Assignment to constant variable.') return say(language, 'constant');
  const ofNothing = /^Cannot (read|set) properties of (null|undefined) \((?:reading|setting) '(.*)'\)$/.exec(message);
  if (name === 'TypeError' && ofNothing) return say(language, 'ofNothing', ofNothing[3] ?? '', ofNothing[2] ?? '');
  return message;
}
