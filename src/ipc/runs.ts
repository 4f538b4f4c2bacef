/** The "runs" namespace: what was trained, with which code and settings, and how it went. */
import * as v from 'valibot';
import { call, namespace } from './envelope.ts';
import { Device, RunConfig } from './engine.ts';
import { CheckpointId, LessonFile, LessonId, RunId } from './ids.ts';

const number = v.union([v.number(), v.nan()]);

export const RunStatus = v.picklist(['running', 'finished', 'failed', 'stopped', 'interrupted']);
export type RunStatus = v.InferOutput<typeof RunStatus>;

export const RunSummary = v.object({
  id: RunId,
  lesson: LessonId,
  title: v.string(),
  status: RunStatus,
  device: Device,
  /** The real name of the processor or adapter. */
  deviceName: v.string(),
  seed: v.nullable(v.number()),
  config: RunConfig,
  /** ISO 8601. */
  startedAt: v.string(),
  seconds: v.nullable(v.number()),
  steps: v.number(),
  /** Last and best (lowest) value of each metric. */
  metrics: v.record(v.string(), v.object({ last: number, best: number })),
  checkpoints: v.number(),
  parent: v.nullable(RunId),
  resumable: v.boolean(),
  deletedAt: v.nullable(v.string())
});
export type RunSummary = v.InferOutput<typeof RunSummary>;

export const CheckpointSummary = v.object({
  id: CheckpointId,
  run: RunId,
  step: v.number(),
  at: v.string(),
  bytes: v.number(),
  arrays: v.array(v.object({ name: v.string(), dtype: v.string(), shape: v.array(v.number()) }))
});
export type CheckpointSummary = v.InferOutput<typeof CheckpointSummary>;

export const RunDetail = v.object({
  ...RunSummary.entries,
  entry: LessonFile,
  /** Code as run. */
  files: v.record(LessonFile, v.string()),
  /** App, Electron, platform, processor, threads. */
  environment: v.record(v.string(), v.string()),
  error: v.nullable(v.string()),
  notes: v.string(),
  parentCheckpoint: v.nullable(CheckpointId),
  checkpointList: v.array(CheckpointSummary)
});
export type RunDetail = v.InferOutput<typeof RunDetail>;

/** A metric over the steps; columns of equal length. */
export const Curve = v.object({
  run: RunId,
  name: v.string(),
  step: v.array(v.number()),
  value: v.array(number),
  time: v.array(v.number()),
  /** How many rows the store has; more than step.length when the curve was thinned for drawing. */
  total: v.number()
});
export type Curve = v.InferOutput<typeof Curve>;

export const runs = namespace('runs', {
  list: call({ input: v.object({ deleted: v.boolean() }), output: v.array(RunSummary) }),
  get: call({ input: v.object({ run: RunId }), output: RunDetail }),
  /** Curves of the named metrics (all if empty), thinned to at most `points` rows each, first and last kept. */
  curves: call({
    input: v.object({
      runs: v.pipe(v.array(RunId), v.maxLength(300)),
      names: v.array(v.string()),
      points: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(100_000))
    }),
    output: v.array(Curve)
  }),
  rename: call({
    input: v.object({ run: RunId, title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)) }),
    output: v.null()
  }),
  note: call({ input: v.object({ run: RunId, notes: v.pipe(v.string(), v.maxLength(20_000)) }), output: v.null() }),
  /** Into the bin; `restore` takes it out again. */
  remove: call({ input: v.object({ runs: v.array(RunId) }), output: v.null() }),
  restore: call({ input: v.object({ runs: v.array(RunId) }), output: v.null() }),
  /** Opens a save dialog in main; false when the user cancelled. */
  exportCurves: call({ input: v.object({ runs: v.array(RunId) }), output: v.object({ saved: v.boolean() }) })
});
