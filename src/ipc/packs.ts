/**
 * The "packs" namespace: runs as files that are handed in (`.dzrun`), and what is in them. Nothing is written before it
 * was previewed: a file comes in parts (`begin`, `part`), `inspect` reads it and answers with a token, `commit` imports what
 * tokens stand for. Paths never come from the page: what was dropped or chosen there comes as bytes.
 */
import * as v from 'valibot';
import { call, namespace, stream } from './envelope.ts';
import { CheckpointId, LessonFile, LessonId, RunId } from './ids.ts';
import { PART_BYTES } from './engine-process.ts';
import { Device, RunConfig } from './engine.ts';
import { CheckpointReason, RunStatus, Tag } from './runs.ts';

export const HAND_IN_VERSION = 1;
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** Who hands in: a name that says nothing unless its owner wants it to. */
export const Pseudonym = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));

/** `run.json` of a hand-in: the run as it was recorded. */
export const HandInRun = v.object({
  id: RunId,
  lesson: LessonId,
  title: text(300),
  entry: LessonFile,
  device: Device,
  deviceName: text(200),
  seed: v.nullable(v.number()),
  config: RunConfig,
  environment: v.record(text(100), text(1000)),
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  status: v.picklist(['finished', 'failed', 'stopped', 'interrupted']),
  seconds: v.nullable(v.number()),
  error: v.nullable(text(10_000)),
  notes: text(20_000),
  tags: v.pipe(v.array(Tag), v.maxLength(20)),
  resumable: v.boolean(),
  data: v.pipe(v.array(v.object({ name: text(200), sha256, rows: whole })), v.maxLength(100)),
  checkpoint: v.nullable(
    v.object({
      id: CheckpointId,
      step: whole,
      at: v.pipe(v.string(), v.isoTimestamp()),
      reason: CheckpointReason,
      arrays: v.pipe(
        v.array(
          v.object({
            name: text(300),
            dtype: text(20),
            shape: v.pipe(v.array(whole), v.maxLength(8)),
            /** Where its bytes lie in `checkpoint.bin`: one array after the other. */
            bytes: whole
          })
        ),
        v.maxLength(10_000)
      )
    })
  )
});
export type HandInRun = v.InferOutput<typeof HandInRun>;

/** `manifest.json`: the parts with their hashes. `content` is the hash over these lines, and names the hand-in. */
export const HandInManifest = v.object({
  format: v.literal('dezero-run'),
  version: whole,
  app: text(40),
  pseudonym: Pseudonym,
  at: v.pipe(v.string(), v.isoTimestamp()),
  parts: v.pipe(v.array(v.object({ name: text(200), bytes: whole, sha256 })), v.maxLength(1000)),
  content: sha256
});
export type HandInManifest = v.InferOutput<typeof HandInManifest>;

/** What is shown before anything is written, to who hands in and to who imports. */
export const HandInPreview = v.object({
  pseudonym: v.string(),
  at: v.string(),
  app: v.string(),
  lesson: LessonId,
  title: v.string(),
  status: RunStatus,
  deviceName: v.string(),
  seed: v.nullable(v.number()),
  config: RunConfig,
  environment: v.record(v.string(), v.string()),
  startedAt: v.string(),
  steps: v.number(),
  seconds: v.nullable(v.number()),
  notes: v.string(),
  tags: v.array(v.string()),
  /** Names of the code files. */
  files: v.array(v.string()),
  metrics: v.array(v.object({ name: v.string(), rows: v.number(), last: v.union([v.number(), v.nan()]) })),
  checkpoint: v.nullable(v.object({ step: v.number(), bytes: v.number() })),
  /** Everything that is in the file, by name and size. */
  parts: v.array(v.object({ name: v.string(), bytes: v.number() })),
  bytes: v.number()
});
export type HandInPreview = v.InferOutput<typeof HandInPreview>;

/** A code that the page translates; `detail` is for the curious. */
export const PackProblem = v.picklist([
  'not-a-hand-in', // no zip archive, or not one of ours
  'too-large',
  'damaged', // a hash or a checksum does not fit
  'bad-content', // the parts do not fit their schema
  'from-the-future', // a newer version of the format
  'unreadable' // the file could not be read
]);
export type PackProblem = v.InferOutput<typeof PackProblem>;

/** A file that is not read any further, and why. */
export const Refused = v.object({ ok: v.literal(false), file: v.string(), problem: PackProblem, detail: v.string() });
export type Refused = v.InferOutput<typeof Refused>;

/** What was found in a file; the token of a good one lives until it is committed or discarded. */
export const Inspected = v.variant('ok', [
  v.object({
    ok: v.literal(true),
    file: v.string(),
    token: v.string(),
    /** Imported before: committing adds nothing. */
    known: v.boolean(),
    preview: HandInPreview
  }),
  Refused
]);
export type Inspected = v.InferOutput<typeof Inspected>;

export const UploadId = v.pipe(text(64), v.brand('UploadId'));
export type UploadId = v.InferOutput<typeof UploadId>;
const Part = v.pipe(
  v.instance(Uint8Array),
  v.check((bytes) => bytes.length <= PART_BYTES, `a part has at most ${PART_BYTES} bytes`)
);

const what = { run: RunId, pseudonym: Pseudonym, checkpoint: v.boolean(), notes: v.boolean() };
const tokens = v.object({ tokens: v.pipe(v.array(text(64)), v.maxLength(200)) });

export const packs = namespace('packs', {
  /** A new pseudonym, as 'quiet-otter-52'. */
  pseudonym: call({ input: v.null(), output: v.string() }),
  /** What a hand-in of this run would hold; nothing is written. */
  preview: call({ input: v.object(what), output: HandInPreview }),
  /** Writes the file through a save dialog; false when the user cancelled. */
  handIn: call({ input: v.object(what), output: v.object({ saved: v.boolean() }) }),
  /** A file that was dropped or chosen will follow: its name and size. What is too large is refused here, unread. */
  begin: call({
    input: v.object({ file: text(300), bytes: whole }),
    output: v.variant('ok', [v.object({ ok: v.literal(true), upload: UploadId }), Refused])
  }),
  /** Its bytes, in order. */
  part: call({ input: v.object({ upload: UploadId, bytes: Part }), output: v.null() }),
  /** Reads the file that has come whole; imports nothing. */
  inspect: call({ input: v.object({ upload: UploadId }), output: Inspected }),
  /** Files that are opened with the app, read as by `inspect`: those that wait and those to come. */
  opened: stream({ input: v.null(), event: Inspected }),
  /** Imports all or, on a failure, none of a file; answers with the runs in the order of the tokens, known ones included. */
  commit: call({
    input: tokens,
    output: v.array(v.object({ token: v.string(), run: RunId, added: v.boolean() }))
  }),
  discard: call({ input: tokens, output: v.null() })
});
