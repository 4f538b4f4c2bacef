/** What a hand-in holds, for people: shown before one is written and before one is imported. */
import type { HandInPreview } from '@ipc/packs.ts';
import { LIMITS } from './limits.ts';
import type { HandIn } from './hand-in.ts';

export function previewOf({ manifest, run, files, rows, checkpoint }: HandIn, bytes: number): HandInPreview {
  const counts = new Map<string, number>();
  let steps = 0;
  for (const { name, step } of rows) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
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
    metrics: [...counts].map(([name, count]) => ({ name, rows: count })),
    checkpoint:
      run.checkpoint && checkpoint
        ? { step: run.checkpoint.step, bytes: checkpoint.arrays.reduce((sum, array) => sum + array.bytes.length, 0) }
        : null,
    parts: manifest.parts.map(({ name, bytes: size }) => ({ name, bytes: size })),
    bytes
  };
}
