/** Runs for tests of the screens that show them: complete rows, of which a test changes what it is about. */
import * as v from 'valibot';
import { CheckpointSummary, Curve, RunDetail, RunSummary } from '@ipc/runs.ts';

export function sampleRun(id: string, more: Record<string, unknown> = {}): RunSummary {
  return v.parse(RunSummary, { ...fields(id), ...more });
}

export function sampleDetail(id: string, more: Record<string, unknown> = {}): RunDetail {
  return v.parse(RunDetail, {
    ...fields(id),
    entry: 'cells/2-train.ts',
    files: { 'cells/2-train.ts': 'const lr = 0.2;\n' },
    environment: { platform: 'linux' },
    error: null,
    notes: '',
    parentCheckpoint: null,
    checkpointList: [],
    data: [],
    observed: [],
    trace: null,
    ...more
  });
}

export function sampleCheckpoint(id: string, run: string, step: number): CheckpointSummary {
  const arrays = [{ name: 'weights/W1', dtype: 'float64', shape: [1, 10] }];
  return v.parse(CheckpointSummary, { id, run, step, at: '2026-03-01T10:00:00Z', reason: 'auto', bytes: 80, arrays });
}

export function sampleCurve(run: string, value: number[], name = 'loss'): Curve {
  const step = value.map((_, i) => i * 100);
  return v.parse(Curve, { run, name, step, value, time: step.map((s) => s / 1000), total: value.length });
}

function fields(id: string): Record<string, unknown> {
  return {
    id,
    lesson: 'a-neural-network',
    title: `Run ${id}`,
    status: 'finished',
    device: 'cpu',
    deviceName: 'A processor',
    seed: 0,
    config: { lr: 0.2 },
    startedAt: '2026-03-01T10:00:00Z',
    seconds: 4.2,
    steps: 10_000,
    metrics: { loss: { last: 0.07699, best: 0.0769 } },
    checkpoints: 0,
    parent: null,
    resumable: true,
    tags: [],
    color: null,
    origin: null,
    again: null,
    deletedAt: null
  };
}
