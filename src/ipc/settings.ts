/** The "settings" namespace. One entry in SETTINGS is one setting: schema with default, and the key of its label. */
import * as v from 'valibot';
import { call, namespace, stream } from './envelope.ts';
import { Language } from './ids.ts';

export const Settings = v.object({
  language: v.optional(Language, 'en'),
  theme: v.optional(v.picklist(['system', 'light', 'dark', 'projector']), 'system'),
  motion: v.optional(v.picklist(['system', 'full', 'reduced']), 'system'),
  device: v.optional(v.picklist(['cpu', 'gpu']), 'cpu'),
  /** How many threads compute large kernels at most; 0: as many as the processor has cores. */
  threads: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64)), 0),
  /** Playback speed of the timeline. */
  speed: v.optional(v.pipe(v.number(), v.minValue(0.25), v.maxValue(4)), 1),
  /** Seconds between automatic checkpoints. */
  checkpointSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3600)), 5),
  /** Checkpoints of a run that always stay: the last ones, and those of every n-th step (0: none). */
  checkpointKeepLast: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 5),
  checkpointKeepEvery: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)), 0)
});
export type Settings = v.InferOutput<typeof Settings>;
export const DEFAULT_SETTINGS: Settings = v.parse(Settings, {});

export const settings = namespace('settings', {
  get: call({ input: v.null(), output: Settings }),
  /** Changes the given settings and answers with all. */
  set: call({ input: v.partial(Settings), output: Settings }),
  /** Every change, from any window. */
  watch: stream({ input: v.null(), event: Settings })
});
