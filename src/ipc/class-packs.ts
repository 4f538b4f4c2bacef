/**
 * The "classPacks" namespace: files that a teacher gives to a class (`.dzpack`): lessons with their own checks, presets for
 * the values of lessons, settings that are locked while the pack is there. As with hand-ins nothing is added before it was
 * previewed, and the bytes come in parts (packs.begin, packs.part). Nothing of a pack runs before a learner runs it.
 */
import * as v from 'valibot';
import { RunConfig } from './engine.ts';
import { call, namespace, stream } from './envelope.ts';
import { LessonId } from './ids.ts';
import { Refused, UploadId } from './packs.ts';
import { Settings } from './settings.ts';

export const CLASS_PACK_VERSION = 1;
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const both = (most: number) => v.object({ en: text(most), ko: text(most) });

/** Values for the cells of a lesson, by a name: 'too large a learning rate'. */
export const Preset = v.object({ lesson: LessonId, name: both(80), config: RunConfig });
export type Preset = v.InferOutput<typeof Preset>;

/** `pack.json`. */
export const ClassPackManifest = v.object({
  format: v.literal('dezero-pack'),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  title: both(120),
  author: text(120),
  about: both(2000),
  /** What learners cannot change while the pack is there. */
  settings: v.optional(v.partial(Settings), {}),
  presets: v.optional(v.pipe(v.array(Preset), v.maxLength(200)), [])
});
export type ClassPackManifest = v.InferOutput<typeof ClassPackManifest>;

export const PackId = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/), v.brand('PackId'));
export type PackId = v.InferOutput<typeof PackId>;

/** Everything that is in a pack, for people. */
export const ClassPackSummary = v.object({
  id: PackId,
  ...v.omit(ClassPackManifest, ['format', 'version']).entries,
  lessons: v.array(v.object({ id: LessonId, title: both(120), minutes: v.number() })),
  bytes: v.number()
});
export type ClassPackSummary = v.InferOutput<typeof ClassPackSummary>;

const Token = v.pipe(v.string(), v.maxLength(64));
export const InspectedPack = v.variant('ok', [
  v.object({
    ok: v.literal(true),
    file: v.string(),
    token: Token,
    /** It is there already: adding changes nothing. */
    known: v.boolean(),
    pack: ClassPackSummary
  }),
  Refused
]);
export type InspectedPack = v.InferOutput<typeof InspectedPack>;

export const classPacks = namespace('classPacks', {
  list: call({ input: v.null(), output: v.array(ClassPackSummary) }),
  /** Reads a file that has come whole; adds nothing. */
  inspect: call({ input: v.object({ upload: UploadId }), output: InspectedPack }),
  /** Files that are opened with the app, read as by `inspect`: those that wait and those to come. */
  opened: stream({ input: v.null(), event: InspectedPack }),
  /** Adds what was previewed; answers with all packs. */
  add: call({ input: v.object({ token: Token }), output: v.array(ClassPackSummary) }),
  discard: call({ input: v.object({ token: Token }), output: v.null() }),
  /** Its lessons go, and its settings are free again; what learners wrote in them stays in the store. */
  remove: call({ input: v.object({ id: PackId }), output: v.array(ClassPackSummary) })
});
