/**
 * Errors of lesson code as a learner should read them: where it happened in the lesson's own files, and a sentence
 * where JavaScript's own is hard to understand. Not here: errors of the app.
 */
import { EngineError } from '../engine/core/errors.ts';
import type { SourcePlace } from '../engine/trace/events.ts';
import type { LearnerError } from './cell-events.ts';
import { engineSentence } from './engine-errors.ts';
import { placesIn, type Sources } from './places.ts';
import { say, type Language } from './words.ts';

/** An error of the runtime itself about lesson code, which knows its place: a syntax error, an import that leads nowhere. */
export class LessonError extends Error {
  override readonly name: string;
  readonly at: SourcePlace | null;
  readonly texts: Readonly<Record<Language, string>>;

  /** @param text in both languages, or one that stands for both */
  constructor(name: string, text: string | Readonly<Record<Language, string>>, at: SourcePlace | null) {
    const texts = typeof text === 'string' ? { en: text, ko: text } : text;
    super(texts.en);
    this.name = name;
    this.at = at;
    this.texts = texts;
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
const MOST_NAME = 100;
const MOST_TEXT = 4000;

export function toLearnerError(thrown: unknown, sources: Sources, language: Language): LearnerError {
  if (isA(thrown, LessonError))
    return { name: thrown.name, message: thrown.texts[language], at: thrown.at, frames: thrown.at ? [thrown.at] : [] };
  const stack = fieldOf(thrown, 'stack');
  const ownName = fieldOf(thrown, 'name');
  const ownMessage = fieldOf(thrown, 'message');
  if (typeof thrown !== 'object' || ownMessage === undefined)
    return { name: 'Error', message: safeString(thrown), at: null, frames: [] };
  const frames = placesIn(typeof stack === 'string' ? stack : '', sources).slice(0, MOST_FRAMES);
  const name = typeof ownName === 'string' && ownName !== '' ? ownName.slice(0, MOST_NAME) : 'Error';
  const message = safeString(isA(thrown, EngineError) ? inTheirLanguage(thrown, language) : ownMessage);
  return { name, message: plainer(name, message, language), at: frames[0] ?? null, frames };
}

/** `instanceof` for values of lesson code: one that throws when it is looked at is not ours. */
export function isA<T>(value: unknown, type: new (...values: never[]) => T): value is T {
  try {
    return value instanceof type;
  } catch {
    return false;
  }
}

/** A field of something thrown; undefined where there is none, or where reading it throws. */
function fieldOf(thrown: unknown, field: string): unknown {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  try {
    return Reflect.get(thrown, field);
  } catch {
    return undefined;
  }
}

function inTheirLanguage(error: EngineError, language: Language): unknown {
  try {
    return engineSentence(error, language);
  } catch {
    // Lesson code caught it, changed it into something else and threw it again.
    return fieldOf(error, 'message');
  }
}

function safeString(value: unknown): string {
  try {
    const text = String(value);
    return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}…`;
  } catch {
    // Its own toString throws, or it has none.
    return '(a value that cannot be printed)';
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
