/**
 * The event stream as a file (`.dztrace.json`): versioned, parsed by schema, limited in size before anything is built.
 * JSON has no NaN, infinity or negative zero, so these are written as text inside of number lists. Pure: text in, text
 * out. Not here: dialogs, where it is kept.
 */
import * as v from 'valibot';
import type { TraceEvent as Event } from '../engine/trace/events.ts';
import { TraceEvent } from './trace.ts';

export const TRACE_FILE_FORMAT = 'dezero-studio-trace';
/** The version of the events' meaning; equal to the engine's TRACE_VERSION (tested). */
export const TRACE_FILE_VERSION = 1;
/** Characters of a file, and events in it. A cell's trace has at most 20,000 events with 2 million numbers. */
export const MOST_CHARACTERS = 64 * 2 ** 20;
export const MOST_FILE_EVENTS = 40_000;

/** Why a file is refused; the words are the page's (`trace.why.*`). */
export class TraceFileError extends Error {
  readonly why: 'tooLarge' | 'notJson' | 'notTrace' | 'version' | 'event';
  /** Megabytes that are allowed, the version that it has, or the place in it. */
  readonly what: string | number;

  constructor(why: TraceFileError['why'], what: string | number = '') {
    super(`This trace file cannot be opened: ${why} ${what}`.trimEnd());
    this.name = 'TraceFileError';
    this.why = why;
    this.what = what;
  }
}

export interface TraceFile {
  title: string;
  /** The cell and the code as run, so that lines can be shown. */
  entry: string;
  files: Record<string, string>;
  events: Event[];
}

const Head = v.object({ format: v.literal(TRACE_FILE_FORMAT), version: v.number() });
const File = v.object({
  title: v.pipe(v.string(), v.maxLength(200)),
  entry: v.pipe(v.string(), v.maxLength(200)),
  files: v.record(v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.maxLength(200_000))),
  events: v.pipe(v.array(TraceEvent), v.maxLength(MOST_FILE_EVENTS))
});

export function encodeTrace(file: TraceFile): string {
  const { title, entry, files, events } = file;
  return JSON.stringify({ format: TRACE_FILE_FORMAT, version: TRACE_FILE_VERSION, title, entry, files, events }, write);
}

/** Fails with a TraceFileError: too large, no JSON, another format, another version, events that do not fit. */
export function decodeTrace(text: string): TraceFile {
  if (text.length > MOST_CHARACTERS) throw new TraceFileError('tooLarge', MOST_CHARACTERS / 2 ** 20);
  let json: unknown;
  try {
    json = JSON.parse(text, read);
  } catch (error) {
    throw new TraceFileError('notJson', error instanceof Error ? error.message : String(error));
  }
  const head = v.safeParse(Head, json);
  if (!head.success) throw new TraceFileError('notTrace');
  if (head.output.version !== TRACE_FILE_VERSION) throw new TraceFileError('version', head.output.version);
  const file = v.safeParse(File, json);
  if (!file.success) throw new TraceFileError('event', v.getDotPath(file.issues[0]) ?? file.issues[0].message);
  return file.output;
}

const WORDS: Readonly<Record<string, number>> = {
  '~NaN': NaN,
  '~Infinity': Infinity,
  '~-Infinity': -Infinity,
  '~-0': -0
};

function write(_key: string, value: unknown): unknown {
  // A text that begins with ~ gets another one, so that it never reads as a number.
  if (typeof value === 'string') return value.startsWith('~') ? `~${value}` : value;
  if (typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return Object.is(value, -0) ? '~-0' : `~${value}`;
}

function read(_key: string, value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('~')) return value;
  return value.startsWith('~~') ? value.slice(1) : (WORDS[value] ?? value);
}
