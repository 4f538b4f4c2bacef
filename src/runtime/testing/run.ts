/** Runs cells in tests as the engine worker does, and collects what they tell. */
import type { CellEvent, CellRequest, CheckpointData } from '../cell-events.ts';
import { CONTROL } from '../control.ts';
import type { TraceEvent } from '../../engine/trace/events.ts';
import { createRuntime, prepareThread, type CellOutcome, type RuntimeHost } from '../run-cell.ts';

export interface Ran {
  outcome: CellOutcome;
  events: CellEvent[];
  checkpoints: CheckpointData[];
  /** Texts that were printed. */
  printed: string[];
  trace: TraceEvent[];
  /** The last steps of a loop, each time they were sent. */
  lastSteps: TraceEvent[][];
  error: Extract<CellEvent, { kind: 'error' }>['error'] | null;
}

export interface TestHost extends Partial<RuntimeHost> {
  /** Sees each event as it happens. */
  onEvent?: (event: CellEvent) => void;
}

export const newControl = (): Int32Array => new Int32Array(new SharedArrayBuffer(CONTROL.LENGTH * 4));

export async function runCell(
  files: Record<string, string> | string,
  request: Partial<CellRequest> = {},
  { onEvent, ...host }: TestHost = {}
): Promise<Ran> {
  prepareThread();
  const events: CellEvent[] = [];
  const checkpoints: CheckpointData[] = [];
  const runtime = createRuntime({
    emit: (event) => {
      events.push(structuredClone(event));
      onEvent?.(event);
    },
    checkpoint: (data) => checkpoints.push(structuredClone(data)),
    control: newControl(),
    engineHost: { now: () => performance.now() },
    checkpointSeconds: 3600,
    ...host
  });
  const outcome = await runtime.runCell({
    entry: 'cells/1-test.ts',
    files: typeof files === 'string' ? { 'cells/1-test.ts': files } : files,
    purpose: 'cell',
    device: 'cpu',
    trace: false,
    seed: 0,
    config: {},
    resume: null,
    framework: 'engine',
    language: 'en',
    ...request
  });
  return {
    outcome,
    events,
    checkpoints,
    printed: events.flatMap((event) => (event.kind === 'console' ? [event.text] : [])),
    trace: events.flatMap((event) => (event.kind === 'trace' ? event.events : [])),
    lastSteps: events.flatMap((event) => (event.kind === 'last-steps' ? [event.events] : [])),
    error: events.flatMap((event) => (event.kind === 'error' ? [event.error] : []))[0] ?? null
  };
}
