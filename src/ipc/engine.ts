/** The "engine" namespace: run a cell, watch it, pause it, stop it. One cell runs at a time. */
import * as v from 'valibot';
import type { CellEvent as RuntimeCellEvent } from '../runtime/cell-events.ts';
import { call, namespace, stream } from './envelope.ts';
import { CheckpointId, LessonFile, LessonId, RunId } from './ids.ts';
import { Observation } from './observations.ts';
import { TraceEvent } from './trace.ts';

const place = v.nullable(v.object({ file: v.string(), line: v.number(), column: v.number() }));
const number = v.union([v.number(), v.nan()]);

export const Device = v.picklist(['cpu', 'gpu']);
export type Device = v.InferOutput<typeof Device>;
export const RunConfig = v.record(v.string(), v.union([v.number(), v.string(), v.boolean()]));
/** Which kernels compute on the processor: the set of instructions, and how many threads (engine: KernelSettings). */
export const Kernels = v.object({
  set: v.picklist(['strict', 'relaxed']),
  threads: v.pipe(v.number(), v.integer(), v.minValue(1))
});
export type Kernels = v.InferOutput<typeof Kernels>;
export const MetricRow = v.object({ name: v.string(), step: v.number(), value: number, time: v.number() });

/** What the runtime sends (src/runtime/cell-events.ts), as a schema. */
export const CellEvent = v.variant('kind', [
  v.object({
    kind: v.literal('recording'),
    config: RunConfig,
    seed: v.nullable(v.number()),
    total: v.nullable(v.number()),
    resumable: v.boolean(),
    kernels: Kernels
  }),
  v.object({ kind: v.literal('console'), level: v.picklist(['log', 'warn', 'error']), text: v.string(), at: place }),
  v.object({ kind: v.literal('trace'), events: v.array(TraceEvent) }),
  v.object({ kind: v.literal('last-steps'), first: v.boolean(), events: v.array(TraceEvent) }),
  v.object({ kind: v.literal('metrics'), rows: v.array(MetricRow) }),
  v.object({ kind: v.literal('observed'), observations: v.array(Observation) }),
  v.object({ kind: v.literal('data'), name: v.string(), sha256: v.string(), rows: v.number() }),
  v.object({
    kind: v.literal('plot'),
    plot: v.object({
      id: v.string(),
      title: v.string(),
      xLabel: v.string(),
      yLabel: v.string(),
      series: v.array(
        v.object({
          name: v.string(),
          kind: v.picklist(['line', 'scatter']),
          x: v.array(number),
          y: v.array(number)
        })
      )
    })
  }),
  v.object({ kind: v.literal('progress'), step: v.number(), total: v.nullable(v.number()), seconds: v.number() }),
  v.object({ kind: v.literal('paused'), step: v.number() }),
  v.object({ kind: v.literal('resumed'), step: v.number() }),
  v.object({
    kind: v.literal('notice'),
    code: v.picklist([
      'op-on-cpu',
      'trace-cut',
      'last-steps',
      'tiny-steps',
      'not-resumable',
      'gpu-unavailable',
      'leaf-unchanged'
    ]),
    detail: v.string()
  }),
  v.object({
    kind: v.literal('check'),
    results: v.array(v.object({ title: v.string(), ok: v.boolean(), message: v.string() }))
  }),
  v.object({
    kind: v.literal('error'),
    error: v.object({
      name: v.string(),
      message: v.string(),
      at: place,
      frames: v.array(v.object({ file: v.string(), line: v.number(), column: v.number() }))
    })
  }),
  v.object({
    kind: v.literal('finished'),
    status: v.picklist(['finished', 'failed', 'stopped']),
    seconds: v.number()
  })
]);
export type CellEvent = v.InferOutput<typeof CellEvent>;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
export const CELL_SCHEMA_MATCHES: Same<CellEvent, RuntimeCellEvent> = true;

/** What main adds to the cell's own events. */
export const RunEvent = v.variant('kind', [
  v.object({ kind: v.literal('started'), device: Device, deviceName: v.string() }),
  /** The run has its row in the store. */
  v.object({ kind: v.literal('recorded'), run: RunId }),
  /** The checkpoint is on disk: acknowledged after the commit. */
  v.object({ kind: v.literal('checkpointed'), checkpoint: CheckpointId, step: v.number() }),
  /** Main ended the cell: it ate the memory, or did not answer to Stop and its process was ended. */
  v.object({ kind: v.literal('ended'), reason: v.picklist(['memory', 'crashed', 'stopped']), detail: v.string() }),
  ...CellEvent.options
]);
export type RunEvent = v.InferOutput<typeof RunEvent>;

/** More than this is not edited by hand. */
export const MOST_EDITED = 64;
export const LeafChange = v.object({
  leaf: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)),
  shape: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_EDITED))), v.maxLength(8)),
  values: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.maxLength(MOST_EDITED))
});
export type LeafChange = v.InferOutput<typeof LeafChange>;

const fits = ({ shape, values }: LeafChange): boolean =>
  shape.reduce((size, length) => size * length, 1) === values.length;

export const RunRequest = v.object({
  lesson: LessonId,
  entry: LessonFile,
  files: v.record(LessonFile, v.pipe(v.string(), v.maxLength(200_000))),
  purpose: v.picklist(['cell', 'check']),
  device: Device,
  trace: v.boolean(),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4294967295)),
  config: RunConfig,
  /** Continue from a checkpoint: files, config, seed and device come from its run; a new run is recorded (a fork). */
  resume: v.nullable(CheckpointId),
  /** What 'dezero' means for the entry: the engine, or the learner's own package among the files. */
  framework: v.picklist(['engine', 'own']),
  /** Leaves that were changed by hand on the stage. */
  leaves: v.exactOptional(v.pipe(v.array(v.pipe(LeafChange, v.check(fits))), v.maxLength(16))),
  /** Run again: files, config, seed and device come from this run; a new run is recorded, with a verdict at its end. */
  again: v.optional(v.nullable(RunId))
});
export type RunRequest = v.InferOutput<typeof RunRequest>;

export const GpuInfo = v.variant('available', [
  v.object({ available: v.literal(true), name: v.string(), software: v.boolean() }),
  v.object({ available: v.literal(false), reason: v.string() })
]);
export type GpuInfo = v.InferOutput<typeof GpuInfo>;

export const engine = namespace('engine', {
  /** Runs a cell; unsubscribing does not stop it. Fails with 'busy' while another one runs. */
  run: stream({ input: RunRequest, event: RunEvent }),
  /** Pause and single steps act where the cell calls `run.steps`; stop ends it within a second whatever it does. */
  control: call({
    input: v.object({ action: v.picklist(['pause', 'resume', 'step', 'checkpoint', 'stop']) }),
    output: v.null()
  }),
  gpu: call({ input: v.null(), output: GpuInfo })
});
