/**
 * What main and an engine process say to each other. The process is not trusted: main parses everything it sends.
 * A checkpoint travels as a head, then its bytes in parts of at most PART_BYTES; every part is acknowledged.
 */
import * as v from 'valibot';
import type { CellRequest } from '../runtime/cell-events.ts';
import { CellEvent } from './engine.ts';
import { CheckpointReason } from './runs.ts';

export const PART_BYTES = 1 << 20;

/** Folders of the files that the engine reads by name; the process gets them as arguments, in this order. */
export interface AssetFolders {
  /** What ships with the app. */
  shipped: string;
  /** Data sets in the data folder (datasets.ts has their names). */
  dataSets: string;
}

export type ToEngineProcess =
  /** With a MessagePort to the hidden page as its only port, or without one where there is no GPU. */
  | { kind: 'gpu' }
  | { kind: 'run'; request: CellRequest; checkpointSeconds: number }
  | { kind: 'control'; action: 'pause' | 'resume' | 'step' | 'checkpoint' | 'last-checkpoint' | 'stop' }
  | { kind: 'part-received' }
  /** That many events have been taken; the worker waits when too many have not. */
  | { kind: 'events-received'; count: number };

export const FromEngineProcess = v.variant('kind', [
  /** The worker has loaded and waits for work. */
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('event'), event: CellEvent }),
  v.object({
    kind: v.literal('checkpoint'),
    step: v.number(),
    reason: CheckpointReason,
    state: v.string(),
    arrays: v.array(v.object({ name: v.string(), dtype: v.string(), shape: v.array(v.number()), bytes: v.number() }))
  }),
  v.object({ kind: v.literal('part'), bytes: v.instance(Uint8Array) }),
  /** The worker was terminated after Stop and a new one is loading. */
  v.object({ kind: v.literal('worker-terminated') }),
  /** The worker ended by itself, out of memory or by a fault, and a new one is loading. */
  v.object({ kind: v.literal('worker-failed'), memory: v.boolean(), message: v.string() })
]);
export type FromEngineProcess = v.InferOutput<typeof FromEngineProcess>;
