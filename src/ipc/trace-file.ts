/**
 * The event stream as a file (`.dztrace.json`): versioned, parsed by schema, limited in size before anything is built.
 * JSON has no NaN, infinity or negative zero, so these are written as text inside of number lists. Pure: text in, text
 * out. Not here: dialogs, where it is kept.
 */
import * as v from 'valibot';
import type { TraceEvent as Event } from '../engine/trace/events.ts';
import { AppError } from './errors.ts';
import { TraceEvent } from './trace.ts';

export const TRACE_FILE_FORMAT = 'dezero-studio-trace';
/** The version of the events' meaning; equal to the engine's TRACE_VERSION (tested). */
export const TRACE_FILE_VERSION = 1;
/** Characters of a file, and events in it. A cell's trace has at most 20,000 events with 2 million numbers. */
export const MOST_CHARACTERS = 64 * 2 ** 20;
export const MOST_FILE_EVENTS = 40_000;

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

/** Fails with 'bad-input' and a sentence: too large, no JSON, another format, another version, events that do not fit. */
export function decodeTrace(text: string): TraceFile {
  if (text.length > MOST_CHARACTERS) throw bad(`It is larger than ${MOST_CHARACTERS / 2 ** 20} MB.`);
  let json: unknown;
  try {
    json = JSON.parse(text, read);
  } catch (error) {
    throw bad(`It is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const head = v.safeParse(Head, json);
  if (!head.success) throw bad('It is not a trace of DeZero Studio.');
  if (head.output.version !== TRACE_FILE_VERSION)
    throw bad(`It has version ${head.output.version}; this program reads version ${TRACE_FILE_VERSION}.`);
  const file = v.safeParse(File, json);
  if (!file.success) throw bad(`An event does not fit: ${v.getDotPath(file.issues[0]) ?? file.issues[0].message}`);
  return file.output;
}

const bad = (why: string): AppError => new AppError('bad-input', `This trace file cannot be opened. ${why}`);

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
