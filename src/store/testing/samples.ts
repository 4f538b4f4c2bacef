/** Sample data for the store's tests, and a plan reader: which index a query uses. Not part of the app. */
import type { CheckpointId, LessonId, RunId } from '@ipc/ids.ts';
import type { NewRun, StoreRequests } from '@ipc/store.ts';
import { all, type Db } from '../database.ts';

export const NOW = '2026-03-01T09:00:00.000Z';
export const RETENTION = { last: 5, every: 0 };
export const runId = (text: string): RunId => text as RunId;
export const checkpointId = (text: string): CheckpointId => text as CheckpointId;
export const lessonId = (text: string): LessonId => text as LessonId;

export const newRun = (id: string, over: Partial<NewRun> = {}): NewRun => ({
  id: runId(id),
  lesson: lessonId('neural-network'),
  title: `Run ${id}`,
  entry: 'cells/1-train.ts',
  files: { 'cells/1-train.ts': "import { run } from 'dezero';\n", 'variable.ts': 'export class Variable {}\n' },
  device: 'cpu',
  deviceName: 'Test CPU',
  seed: 0,
  config: { lr: 0.2, hidden: 10, name: '한글', on: true },
  environment: { app: '0.1.0' },
  startedAt: NOW,
  resumable: true,
  parent: null,
  parentCheckpoint: null,
  again: null,
  ...over
});

export const rows = (name: string, from: number, values: number[]): StoreRequests['metricsAppend'][0]['rows'] =>
  values.map((value, i) => ({ name, step: from + i, value, time: (from + i) / 100 }));

export const checkpoint = (
  id: string,
  run: string,
  step: number,
  arrays: Record<string, Uint8Array>,
  over: Partial<StoreRequests['checkpointSave'][0]> = {}
): StoreRequests['checkpointSave'][0] => ({
  id: checkpointId(id),
  run: runId(run),
  at: NOW,
  step,
  reason: 'auto',
  retention: RETENTION,
  state: JSON.stringify({ step, random: [1, 2, 3] }),
  arrays: Object.entries(arrays).map(([name, bytes]) => ({ name, dtype: 'uint8', shape: [bytes.length], bytes })),
  ...over
});

/** Bytes that repeat only after a long time (xorshift32). */
export function noise(length: number, seed: number): Uint8Array {
  let x = seed >>> 0 || 1;
  return Uint8Array.from({ length }, () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x & 0xff;
  });
}

/** One line a step of the plan: 'SEARCH run USING INDEX ...'. */
export function planOf(db: Db, sql: string, params: number): string {
  const values = Array.from({ length: params }, () => null);
  return all<{ detail: string }>(db, `EXPLAIN QUERY PLAN ${sql}`, ...values)
    .map((row) => row.detail)
    .join('\n');
}
