/** The "runs" namespace: what was trained, with which code and settings, and how it went. */
import * as v from 'valibot';
import { call, namespace } from './envelope.ts';
import { Device, RunConfig } from './engine.ts';
import { CheckpointId, LessonFile, LessonId, RunId, ViewId } from './ids.ts';
import { Observation, ObservationKind } from './observations.ts';
import { RunTrace } from './trace.ts';

const number = v.union([v.number(), v.nan()]);

/** How many colours a run can have. */
export const RUN_COLORS = 8;

export const RunStatus = v.picklist(['running', 'finished', 'failed', 'stopped', 'interrupted']);
export type RunStatus = v.InferOutput<typeof RunStatus>;

/** What *run again* found against the run that it repeats. */
export const Verdict = v.variant('kind', [
  /** Every number is the same, bit for bit. */
  v.object({ kind: v.literal('identical') }),
  /** The largest relative difference is at most 1e-5. */
  v.object({ kind: v.literal('close'), difference: v.number() }),
  v.object({ kind: v.literal('differs'), name: v.string(), step: v.number(), was: number, is: number }),
  /** The curves agree as far as both go; one has more steps or metrics. */
  v.object({ kind: v.literal('shorter'), name: v.string(), step: v.number() }),
  /** There is nothing to compare: no metric was logged. */
  v.object({ kind: v.literal('nothing') })
]);
export type Verdict = v.InferOutput<typeof Verdict>;

/** A run that came in a hand-in file. */
export const Origin = v.object({
  pseudonym: v.string(),
  /** SHA-256 of the file's content: the same file is imported once. */
  handIn: v.string(),
  /** ISO 8601. */
  importedAt: v.string()
});
export type Origin = v.InferOutput<typeof Origin>;

export const Tag = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

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
  /** Sorted. */
  tags: v.array(v.string()),
  /** The colour of its curves, as somebody chose it from the palette; null: automatic. */
  color: v.nullable(v.number()),
  /** null: recorded here. */
  origin: v.nullable(Origin),
  /** The run that this one repeats; the verdict comes when it has finished. */
  again: v.nullable(v.object({ run: RunId, verdict: v.nullable(Verdict) })),
  deletedAt: v.nullable(v.string())
});
export type RunSummary = v.InferOutput<typeof RunSummary>;

/** Why a checkpoint was taken: by the clock, as the best so far, by hand, or at the end of the loop. */
export const CheckpointReason = v.picklist(['auto', 'best', 'hand', 'end']);
export type CheckpointReason = v.InferOutput<typeof CheckpointReason>;

export const CheckpointSummary = v.object({
  id: CheckpointId,
  run: RunId,
  step: v.number(),
  at: v.string(),
  reason: CheckpointReason,
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
  checkpointList: v.array(CheckpointSummary),
  /** Data sets that it saw: two runs with the same hash saw the same bytes. */
  data: v.array(v.object({ name: v.string(), sha256: v.string(), rows: v.number() })),
  /** Which observations there are, by kind and name, and of how many steps. */
  observed: v.array(v.object({ kind: ObservationKind, name: v.string(), count: v.number() })),
  /** Events of its graph that are kept; null: none. */
  trace: v.nullable(v.object({ events: v.number(), bytes: v.number() }))
});
export type RunDetail = v.InferOutput<typeof RunDetail>;

/** A metric over the steps; columns of equal length. A run that logs `epoch` can be drawn over that curve's values. */
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

/**
 * A metric in buckets of the same number of rows, for means over runs. `low`, `high` and `mean` are over the finite and
 * infinite values of the bucket (NaN where it has none); `nans` says how many NaN it holds, which are never dropped.
 */
export const Band = v.object({
  run: RunId,
  name: v.string(),
  /** The mean of the bucket's steps, and of its times. */
  step: v.array(v.number()),
  time: v.array(v.number()),
  low: v.array(number),
  high: v.array(number),
  mean: v.array(number),
  nans: v.array(v.number()),
  total: v.number()
});
export type Band = v.InferOutput<typeof Band>;

/** A kept comparison: what the page needs to show it again (its own JSON, at most 64 kB). */
export const View = v.object({
  id: ViewId,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  runs: v.pipe(v.array(RunId), v.maxLength(300)),
  options: v.pipe(v.string(), v.maxLength(65_536)),
  at: v.string()
});
export type View = v.InferOutput<typeof View>;

const many = v.pipe(v.array(RunId), v.maxLength(10_000));

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
  /** Deletes for good what is in the bin; runs that are not in it stay. Answers with how many went. */
  purge: call({ input: v.object({ runs: many }), output: v.number() }),
  emptyBin: call({ input: v.null(), output: v.number() }),
  /** Replaces the tags of a run. */
  tag: call({ input: v.object({ run: RunId, tags: v.pipe(v.array(Tag), v.maxLength(20)) }), output: v.null() }),
  /** All tags in use, sorted. */
  tags: call({ input: v.null(), output: v.array(v.string()) }),
  recolor: call({
    input: v.object({
      run: RunId,
      color: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(RUN_COLORS - 1)))
    }),
    output: v.null()
  }),
  /**
   * Buckets of `width` rows, or of more where the longest of these metrics would have more than `buckets`; the store may
   * round the width up, in the same way each time.
   */
  bands: call({
    input: v.object({
      runs: v.pipe(v.array(RunId), v.maxLength(300)),
      names: v.array(v.string()),
      buckets: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
      width: v.pipe(v.number(), v.integer(), v.minValue(1))
    }),
    output: v.array(Band)
  }),
  /** In the order of the steps; at most `most`, spread over the run, first and last kept. `name` null: all names. */
  observations: call({
    input: v.object({
      run: RunId,
      kind: ObservationKind,
      name: v.nullable(v.string()),
      most: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1000))
    }),
    output: v.array(Observation)
  }),
  /** The graph's events that were kept of a run. Fails with 'not-found' where there are none. */
  trace: call({ input: v.object({ run: RunId }), output: RunTrace }),
  views: call({ input: v.null(), output: v.array(View) }),
  /** Adds or replaces by id. */
  saveView: call({ input: v.omit(View, ['at']), output: v.null() }),
  removeView: call({ input: v.object({ id: ViewId }), output: v.null() }),
  removeCheckpoint: call({ input: v.object({ id: CheckpointId }), output: v.null() }),
  /** Compares with the run that this one repeats, or with any other; keeps the verdict where it repeats that run. */
  verdict: call({ input: v.object({ run: RunId, original: RunId }), output: Verdict }),
  /** Opens a save dialog in main; false when the user cancelled. */
  exportCurves: call({ input: v.object({ runs: v.array(RunId) }), output: v.object({ saved: v.boolean() }) }),
  /** The arrays of a checkpoint for NumPy, through a save dialog. */
  exportCheckpoint: call({ input: v.object({ id: CheckpointId }), output: v.object({ saved: v.boolean() }) }),
  /** Event files for TensorBoard, a folder per run, in a folder that the user picks. */
  exportTensorBoard: call({
    input: v.object({ runs: v.pipe(v.array(RunId), v.maxLength(300)) }),
    output: v.object({ saved: v.boolean() })
  })
});
