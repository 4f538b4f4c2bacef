/**
 * A hand-in (`.dzrun`): a zip of `manifest.json` (who, when, the SHA-256 of each other part and one over all of that),
 * `run.json`, `code/...`, `metrics.json` with `metrics.bin` (float64 columns), `observations.json`, and, where the run's
 * last checkpoint is handed in too, `checkpoint.json` with `checkpoint.bin`. This file holds what reading and writing share.
 */
import { createHash } from 'node:crypto';
import type { HandInManifest, HandInRun } from '@ipc/packs.ts';
import type { MetricRow, StoredCheckpoint } from '@ipc/store.ts';
import type { Observation } from '@ipc/observations.ts';

export interface HandIn {
  manifest: HandInManifest;
  run: HandInRun;
  files: Record<string, string>;
  rows: MetricRow[];
  observations: Observation[];
  checkpoint: Pick<StoredCheckpoint, 'state' | 'arrays'> | null;
}

export const PARTS = {
  manifest: 'manifest.json',
  run: 'run.json',
  code: 'code/',
  metrics: 'metrics.json',
  columns: 'metrics.bin',
  observations: 'observations.json',
  checkpointState: 'checkpoint.json',
  checkpointBytes: 'checkpoint.bin'
} as const;

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Over everything that the manifest says, so that no part of a hand-in can change unnoticed. */
export const contentHash = ({ format, version, app, pseudonym, at, parts }: Omit<HandInManifest, 'content'>): string =>
  sha256(
    JSON.stringify([format, version, app, pseudonym, at, parts.map((part) => [part.name, part.bytes, part.sha256])])
  );

const MARK = '$number';

/** JSON that keeps NaN and infinities. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'number' && !Number.isFinite(item) ? { [MARK]: String(item) } : item
  );

export const fromJson = (text: string): unknown =>
  JSON.parse(text, (_, item: unknown) =>
    typeof item === 'object' && item !== null && MARK in item ? Number(item[MARK]) : item
  );
