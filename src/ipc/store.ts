/**
 * What main asks of the store worker: a typed request/answer protocol over its port, both sides ours. Times are ISO 8601
 * texts made by the caller. Types only; the worker is in this process and gets nothing that was not parsed before.
 */
import type { RunConfig } from '../runtime/cell-events.ts';
import type { CodeVersion } from './code.ts';
import type { Device } from './engine.ts';
import type { CheckpointId, LessonId, RunId, ViewId } from './ids.ts';
import type { Progress } from './lessons.ts';
import type { Observation, ObservationKind } from './observations.ts';
import type {
  Band,
  CheckpointReason,
  CheckpointSummary,
  Curve,
  Origin,
  RunDetail,
  RunStatus,
  RunSummary,
  Verdict,
  View
} from './runs.ts';

/** How opening went. `problem` is null when all is well. */
export interface StoreOpened {
  problem: null | { code: 'store-damaged' | 'store-read-only' | 'store-future'; detail: string };
  /** Runs that were 'running' in the file and are now 'interrupted'. */
  interrupted: number;
}

export interface NewRun {
  id: RunId;
  lesson: LessonId;
  title: string;
  entry: string;
  files: Record<string, string>;
  device: Device;
  deviceName: string;
  seed: number | null;
  config: RunConfig;
  environment: Record<string, string>;
  startedAt: string;
  resumable: boolean;
  parent: RunId | null;
  parentCheckpoint: CheckpointId | null;
  /** The run that this one repeats. */
  again: RunId | null;
}

export interface MetricRow {
  name: string;
  step: number;
  value: number;
  time: number;
}

/** Which checkpoints of a run stay: the last ones, every n-th step's (0: none), and always the first, best and by hand. */
export interface Retention {
  last: number;
  every: number;
}

export interface CheckpointInput {
  id: CheckpointId;
  run: RunId;
  at: string;
  step: number;
  reason: CheckpointReason;
  state: string;
  arrays: StoredCheckpoint['arrays'];
  retention: Retention;
}

/** Everything of a run that came in a file. Written in one transaction, or not at all. */
export interface ImportedRun {
  run: NewRun;
  status: Exclude<RunStatus, 'running'>;
  seconds: number | null;
  error: string | null;
  notes: string;
  tags: string[];
  rows: MetricRow[];
  data: RunDetail['data'];
  observations: Observation[];
  checkpoint: Omit<CheckpointInput, 'run' | 'retention'> | null;
  origin: Origin;
}

export interface BackupFile {
  /** A name in the folder of backups, never a path. */
  name: string;
  kind: 'daily' | 'before-update' | 'by-hand';
  bytes: number;
  at: string;
}

export interface StoredCheckpoint {
  run: RunId;
  step: number;
  reason: CheckpointReason;
  state: string;
  arrays: { name: string; dtype: string; shape: number[]; bytes: Uint8Array }[];
}

/** A checkpoint whose bytes follow; `bytes` of an array is how many. */
export interface CheckpointHead {
  id: CheckpointId;
  run: RunId;
  at: string;
  step: number;
  reason: CheckpointReason;
  state: string;
  arrays: { name: string; dtype: string; shape: number[]; bytes: number }[];
  retention: Retention;
}

/** Every request by name: arguments and answer. */
export interface StoreRequests {
  open: [{ file: string; now: string }, StoreOpened];
  close: [null, null];
  /** Writes today's verified backup beside the file, unless there is one; answers whether it did. */
  backupIfDue: [{ now: string }, boolean];
  /** One because the user asked; it is never rotated away. */
  backupNow: [{ now: string }, BackupFile];
  /** Newest first. */
  backupList: [null, BackupFile[]];
  /** Puts a backup in the place of the file, which is set aside; on any failure the file stays in its place. */
  backupRestore: [{ name: string; now: string }, StoreOpened & { aside: string }];
  runCreate: [NewRun, null];
  /** Appended in one transaction. */
  metricsAppend: [{ run: RunId; rows: MetricRow[] }, null];
  observationsAppend: [{ run: RunId; observations: Observation[] }, null];
  dataAdd: [{ run: RunId; data: RunDetail['data'][number] }, null];
  /** Deflated JSON of the kept events; replaces what was kept before. */
  traceSave: [{ run: RunId; events: number; bytes: Uint8Array }, null];
  traceLoad: [{ run: RunId }, { events: number; bytes: Uint8Array }];
  runFinish: [{ run: RunId; status: RunStatus; seconds: number | null; error: string | null }, null];
  /** Answers after the commit is on disk. */
  checkpointSave: [CheckpointInput, null];
  /**
   * The same in parts, so that no message is larger than PART_BYTES: begin, the bytes of all arrays in order, commit.
   * StoreClient does this by itself for a `checkpointSave` that is larger.
   */
  checkpointBegin: [CheckpointHead, null];
  checkpointPart: [{ id: CheckpointId; bytes: Uint8Array }, null];
  checkpointCommit: [{ id: CheckpointId }, null];
  checkpointLoad: [{ id: CheckpointId }, StoredCheckpoint];
  checkpointList: [{ run: RunId }, CheckpointSummary[]];
  checkpointRemove: [{ id: CheckpointId }, null];
  runList: [{ deleted: boolean }, RunSummary[]];
  runGet: [{ run: RunId }, RunDetail];
  curves: [{ runs: RunId[]; names: string[]; points: number }, Curve[]];
  bands: [{ runs: RunId[]; names: string[]; buckets: number; width: number }, Band[]];
  observations: [{ run: RunId; kind: ObservationKind; name: string | null; most: number }, Observation[]];
  runRename: [{ run: RunId; title: string }, null];
  runNote: [{ run: RunId; notes: string }, null];
  runRemove: [{ runs: RunId[]; now: string }, null];
  runRestore: [{ runs: RunId[] }, null];
  /** Deletes for good, from the bin only; null: all that is in it. Answers with how many went. */
  runPurge: [{ runs: RunId[] | null }, number];
  runTag: [{ run: RunId; tags: string[] }, null];
  tagList: [null, string[]];
  runRecolor: [{ run: RunId; color: number | null }, null];
  verdictSave: [{ run: RunId; verdict: Verdict }, null];
  /** False when a file with the same content was imported before. */
  runImport: [ImportedRun, boolean];
  /** Of these hashes of hand-in files, those whose run is there, in the bin or not. */
  importsKnown: [{ handIns: string[] }, string[]];
  viewList: [null, View[]];
  viewSave: [View, null];
  viewRemove: [{ id: ViewId }, null];
  progressList: [null, Progress[]];
  progressSave: [Progress, null];
  codeLoad: [{ lesson: LessonId }, Record<string, string>];
  codeSave: [{ lesson: LessonId; file: string; source: string; reason: CodeVersion['reason']; now: string }, null];
  codeHistory: [{ lesson: LessonId; file: string }, CodeVersion[]];
  codeVersion: [{ id: number }, string];
  /** A cell is about to run / has ended by itself: what is left marked at the next start hung or crashed. */
  codeMarkRunning: [{ lesson: LessonId; file: string }, null];
  codeMarkEnded: [{ lesson: LessonId; file: string; hung: boolean }, null];
  codeHung: [{ lesson: LessonId }, string[]];
  settingsGet: [null, Record<string, unknown>];
  settingsSet: [Record<string, unknown>, null];
}

export type StoreVerb = keyof StoreRequests;
export interface StoreRequest<V extends StoreVerb = StoreVerb> {
  id: number;
  verb: V;
  input: StoreRequests[V][0];
}
export type StoreAnswer =
  { id: number; ok: true; value: unknown } | { id: number; ok: false; code: string; message: string };
