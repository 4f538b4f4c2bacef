/**
 * What a running cell tells the outside, as plain data, in the order in which it happened. Produced by the runtime in
 * the engine worker; carried by the engine process and main to whoever watches. Not here: how it is carried.
 */
import type { KernelSettings } from '../engine/backends/wasm/settings.ts';
import type { SourcePlace, TraceEvent } from '../engine/trace/events.ts';
import type { DataHash, Observation } from './observation.ts';

export interface MetricRow {
  name: string;
  step: number;
  value: number;
  /** Seconds since the run began. */
  time: number;
}

/** A figure that a cell draws with `plot(...)`; a later one with the same id replaces it. */
export interface Plot {
  id: string;
  title: string;
  xLabel: string;
  yLabel: string;
  series: { name: string; kind: 'line' | 'scatter'; x: number[]; y: number[] }[];
}

/** An error as a learner should read it; `frames` lists only places in lesson source, innermost first. */
export interface LearnerError {
  /** 'SyntaxError', 'ShapeError', 'TypeError', ... */
  name: string;
  message: string;
  at: SourcePlace | null;
  frames: SourcePlace[];
}

export interface CheckResult {
  title: string;
  ok: boolean;
  /** What was expected and why; empty when ok. */
  message: string;
}

/** A run's configuration: what `run.config` declared, with the values that were used. */
export type RunConfig = Record<string, number | string | boolean>;

/** One array of a checkpoint. `bytes` is little-endian and row-major. */
export interface CheckpointArray {
  /** 'weights/l1/W', 'optimizer/0/v', ...: what it belongs to, then its path. */
  name: string;
  dtype: string;
  shape: number[];
  bytes: Uint8Array;
}

export interface CheckpointData {
  step: number;
  /** By the clock (or every n-th step), as the best so far, by hand, or at the end of the loop. */
  reason: 'auto' | 'best' | 'hand' | 'end';
  arrays: CheckpointArray[];
  /** Random state, optimizer counters, data order, ...: JSON. */
  state: string;
}

/**
 * 'trace-cut': nothing more is traced; 'last-steps': the last steps of the loop follow later;
 * 'tiny-steps': tracing them would take too long, only those before the end follow.
 * 'leaf-unchanged': a change by hand could not be made; the detail says why (leaf-changes.ts).
 */
export type NoticeCode =
  'op-on-cpu' | 'trace-cut' | 'last-steps' | 'tiny-steps' | 'not-resumable' | 'gpu-unavailable' | 'leaf-unchanged';

/** Another value for the n-th leaf that the trace tells of (from 0), row-major. */
export interface LeafChange {
  leaf: number;
  shape: number[];
  values: number[];
}

export type CellEvent =
  /** The first `run.config`, `run.steps` or `run.log`: from here on the run is recorded. `total` is null if unknown. */
  | {
      kind: 'recording';
      config: RunConfig;
      seed: number | null;
      total: number | null;
      resumable: boolean;
      kernels: KernelSettings;
    }
  | { kind: 'console'; level: 'log' | 'warn' | 'error'; text: string; at: SourcePlace | null }
  | { kind: 'trace'; events: TraceEvent[] }
  /** The last steps of a training loop, which replay by themselves; `first` takes the place of those sent before. */
  | { kind: 'last-steps'; first: boolean; events: TraceEvent[] }
  | { kind: 'metrics'; rows: MetricRow[] }
  | { kind: 'observed'; observations: Observation[] }
  /** A data set that the run saw. */
  | ({ kind: 'data' } & DataHash)
  | { kind: 'plot'; plot: Plot }
  | { kind: 'progress'; step: number; total: number | null; seconds: number }
  | { kind: 'paused'; step: number }
  | { kind: 'resumed'; step: number }
  /** A notice that must be seen: a fallback to the CPU, a trace that was cut, ... */
  | { kind: 'notice'; code: NoticeCode; detail: string }
  | { kind: 'check'; results: CheckResult[] }
  | { kind: 'error'; error: LearnerError }
  | { kind: 'finished'; status: 'finished' | 'failed' | 'stopped'; seconds: number };

/** Everything a cell needs to run; the same in the app, in the headless runner and in tests. */
export interface CellRequest {
  /** The cell that runs, one of the keys of `files`. */
  entry: string;
  /** All source files that may be imported, by their name in the lesson. */
  files: Record<string, string>;
  /** Run `check.ts` after (or instead of) a cell: entry is then 'check.ts'. */
  purpose: 'cell' | 'check';
  device: 'cpu' | 'gpu';
  /** Which kernels compute; what is absent is the engine's choice. A run that is continued or repeated has those it had. */
  kernels?: Partial<KernelSettings>;
  trace: boolean;
  /** Seeds the default generator before the cell starts; the cell may seed again. */
  seed: number;
  /** Values that replace those which `run.config` declares. */
  config: RunConfig;
  resume: CheckpointData | null;
  /** What 'dezero' means for the entry: the engine, or the learner's own package (`index.ts` of step 23). */
  framework: 'engine' | 'own';
  /** Leaves that were changed by hand; only a run that is traced knows leaves. */
  leaves?: LeafChange[];
  /** A language for messages that learners read. */
  language: 'en' | 'ko';
}
