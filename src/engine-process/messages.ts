/** What the port thread and the engine worker of one engine process say to each other; both sides are ours. */
import type { AssetFolders } from '@ipc/engine-process.ts';
import type { GpuCommand } from '@ipc/gpu.ts';
import type { CellEvent, CellRequest, CheckpointData } from '@runtime/cell-events.ts';

export interface AdapterName {
  name: string;
  software: boolean;
}

export interface WorkerData {
  /** An Int32Array of CONTROL.LENGTH words (src/runtime/control.ts). */
  control: SharedArrayBuffer;
  /** One word: how many events main has taken (event-flow.ts). */
  taken: SharedArrayBuffer;
  assets: AssetFolders;
}

export interface ToWorker {
  kind: 'run';
  request: CellRequest;
  checkpointSeconds: number;
  /** null: no GPU, or none wanted. */
  gpu: AdapterName | null;
}

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'event'; event: CellEvent }
  | { kind: 'checkpoint'; data: CheckpointData }
  | { kind: 'gpu'; commands: GpuCommand[] }
  /** A read on which the worker waits: answered by filling `answer` (sync-read.ts). */
  | { kind: 'gpu-read'; commands: GpuCommand[]; id: number; handle: number; length: number; answer: SharedArrayBuffer };
