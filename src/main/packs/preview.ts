/** What a hand-in holds, for people: shown before one is written and before one is imported. */
import type { HandInPreview } from '@ipc/packs.ts';
import { LIMITS } from './limits.ts';
import type { HandIn } from './hand-in.ts';

export function previewOf({ manifest, run, files, rows, checkpoint }: HandIn, bytes: number): HandInPreview {
  const metrics = new Map<string, HandInPreview['metrics'][number]>();
  let steps = 0;
  for (const { name, step, value } of rows) {
    metrics.set(name, { name, rows: (metrics.get(name)?.rows ?? 0) + 1, last: value });
    steps = Math.max(steps, Math.floor(step) + 1);
  }
  return {
    pseudonym: manifest.pseudonym,
    at: manifest.at,
    app: manifest.app,
    lesson: run.lesson,
    title: run.title,
    status: run.status,
    deviceName: run.deviceName,
    seed: run.seed,
    config: run.config,
    environment: run.environment,
    startedAt: run.startedAt,
    steps,
    seconds: run.seconds,
    notes: run.notes,
    tags: run.tags,
    files: Object.keys(files).slice(0, LIMITS.codeFiles),
    metrics: [...metrics.values()],
    checkpoint:
      run.checkpoint && checkpoint
        ? { step: run.checkpoint.step, bytes: checkpoint.arrays.reduce((sum, array) => sum + array.bytes.length, 0) }
        : null,
    parts: manifest.parts.map(({ name, bytes: size }) => ({ name, bytes: size })),
    bytes
  };
}
