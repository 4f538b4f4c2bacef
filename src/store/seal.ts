/**
 * Checksums of what is stored: CRC-32C (Castagnoli, as in RFC 3720) of metric blocks, SHA-256 of run rows, checkpoints
 * and chunks. A row is sealed when written and checked when read. They find damage, they do not keep anybody out.
 */
import { createHash } from 'node:crypto';
import { crc32c } from './crc32c.ts';

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** A run's fields that never change, as stored. */
export interface SealedRun {
  id: string;
  lesson: string;
  entry: string;
  device: string;
  device_name: string;
  seed: number | null;
  config: string;
  environment: string;
  started_at: string;
  resumable: number;
  parent: string | null;
  parent_checkpoint: string | null;
  code_hash: string;
}

// Written out field by field: the order is part of the file format.
export const runHash = (r: SealedRun): string =>
  sha256(
    JSON.stringify([
      ...[r.id, r.lesson, r.entry, r.device, r.device_name, r.seed, r.config, r.environment, r.started_at],
      ...[r.resumable, r.parent, r.parent_checkpoint, r.code_hash]
    ])
  );

/** A run's fields that change, as stored; `steps` and the like have their own seal, renewed with each change. */
export interface SealedRunState {
  id: string;
  title: string;
  status: string;
  seconds: number | null;
  steps: number;
  error: string | null;
  notes: string;
  deleted_at: string | null;
  color: number | null;
}

export const runStateHash = (r: SealedRunState): string =>
  sha256(JSON.stringify([r.id, r.title, r.status, r.seconds, r.steps, r.error, r.notes, r.deleted_at, r.color]));

/** Last and best value of a metric, as stored (NULL stands for NaN). */
export interface SealedSummary {
  run: string;
  name: string;
  count: number;
  last: number | null;
  best: number | null;
  last_time: number | null;
}

export const summaryCrc = (m: SealedSummary): number =>
  crc32c(Buffer.from(JSON.stringify([m.run, m.name, m.count, text(m.last), text(m.best), text(m.last_time)])));

export interface SealedObservation {
  run: string;
  kind: string;
  name: string;
  step: number;
  value: string;
}

export const observationCrc = (o: SealedObservation): number =>
  crc32c(Buffer.from(JSON.stringify([o.run, o.kind, o.name, o.step, o.value])));

/** JSON has no infinity. */
const text = (value: number | null): string | null => (value === null ? null : String(value));

/** Of the files as run, in the order of their names. */
export const codeHash = (files: Readonly<Record<string, string>>): string =>
  sha256(
    JSON.stringify(
      Object.keys(files)
        .sort()
        .map((name) => [name, files[name]])
    )
  );

export interface SealedCheckpoint {
  id: string;
  run: string;
  step: number;
  at: string;
  state: string;
  manifest: string;
  reason: string;
}

/** Versions 1 and 2 knew no reason: theirs is 'auto' and stays out of the hash. */
export const checkpointHash = (c: SealedCheckpoint): string =>
  sha256(JSON.stringify([c.id, c.run, c.step, c.at, c.state, c.manifest, ...(c.reason === 'auto' ? [] : [c.reason])]));

export interface SealedBlock {
  count: number;
  steps: Uint8Array;
  vals: Uint8Array;
  times: Uint8Array;
}

export const blockCrc = (b: SealedBlock): number => crc32c(b.steps, b.vals, b.times);
export const blockIsWhole = (b: SealedBlock & { crc: number }): boolean =>
  b.steps.length === b.count * 8 &&
  b.vals.length === b.count * 8 &&
  b.times.length === b.count * 8 &&
  blockCrc(b) === b.crc;
