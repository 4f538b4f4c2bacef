/**
 * Reads a hand-in from bytes that anybody may have made. In this order: limits (archive.ts), the manifest by its schema, the
 * hash of each part and of the whole, then every part by its schema. Fails with a PackError and nothing else; writes and
 * runs nothing. A checkpoint's state is data for run.steps and is not looked into here.
 */
import * as v from 'valibot';
import { LessonFile } from '@ipc/ids.ts';
import { Observation } from '@ipc/observations.ts';
import { HAND_IN_VERSION, HandInManifest, HandInRun } from '@ipc/packs.ts';
import type { MetricRow } from '@ipc/store.ts';
import { readArchive, type Parts } from './archive.ts';
import { contentHash, fromJson, PARTS, sha256, type HandIn } from './hand-in.ts';
import { LIMITS } from './limits.ts';
import { PackError } from './pack-error.ts';

export function readHandIn(file: Uint8Array): HandIn {
  const parts = readArchive(file);
  const manifest = manifestOf(parts);
  const run = parse(HandInRun, PARTS.run, parts);
  return {
    manifest,
    run,
    files: filesOf(parts),
    rows: rowsOf(parts),
    observations: parse(v.pipe(v.array(Observation), v.maxLength(LIMITS.observations)), PARTS.observations, parts),
    checkpoint: checkpointOf(run, parts)
  };
}

function manifestOf(parts: Parts): HandInManifest {
  if (!parts.has(PARTS.manifest)) throw new PackError('not-a-hand-in', `it has no ${PARTS.manifest}`);
  const json = jsonOf(PARTS.manifest, parts);
  // Before the schema, which a newer version may not fit.
  const { version } = v.is(v.looseObject({ format: v.literal('dezero-run'), version: v.number() }), json) ? json : {};
  if (version !== undefined && version > HAND_IN_VERSION)
    throw new PackError('from-the-future', `it is of version ${version}, this app reads up to ${HAND_IN_VERSION}`);
  const manifest = checked(HandInManifest, PARTS.manifest, json);
  if (contentHash(manifest) !== manifest.content) throw new PackError('damaged', 'the manifest has changed');
  if (manifest.parts.length !== parts.size - 1)
    throw new PackError('damaged', `${manifest.parts.length} parts are listed, ${parts.size - 1} are there`);
  for (const { name, bytes, sha256: hash } of manifest.parts) {
    const part = parts.get(name);
    if (name === PARTS.manifest || part?.length !== bytes || sha256(part) !== hash)
      throw new PackError('damaged', `the part ${name} ${part ? 'has changed' : 'is missing'}`);
  }
  return manifest;
}

function filesOf(parts: Parts): Record<string, string> {
  const files: Record<string, string> = {};
  const names = [...parts.keys()].filter((name) => name.startsWith(PARTS.code));
  if (names.length > LIMITS.codeFiles) throw new PackError('too-large', `it has ${names.length} code files`);
  for (const part of names) {
    const name = checked(LessonFile, part, part.slice(PARTS.code.length));
    if (bytesOf(part, parts).length > LIMITS.codeFileBytes) throw new PackError('too-large', `${part} is too long`);
    files[name] = textOf(part, parts);
  }
  return files;
}

const MetricList = v.pipe(
  v.array(
    v.object({
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
      rows: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.metricRows))
    })
  ),
  v.maxLength(LIMITS.metrics)
);

function rowsOf(parts: Parts): MetricRow[] {
  const metrics = parse(MetricList, PARTS.metrics, parts);
  const bytes = bytesOf(PARTS.columns, parts);
  const total = metrics.reduce((sum, { rows }) => sum + rows, 0);
  if (total > LIMITS.metricRows) throw new PackError('too-large', `it has ${total} rows of metrics`);
  if (bytes.length !== total * 24)
    throw new PackError('bad-content', `${PARTS.columns} has ${bytes.length} bytes for ${total} rows`);
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: MetricRow[] = [];
  let at = 0;
  for (const { name, rows } of metrics) {
    for (let i = 0; i < rows; i++) {
      const [step, value, time] = [0, 1, 2].map((column) => numbers.getFloat64(at + (column * rows + i) * 8, true));
      if (!Number.isFinite(step) || !Number.isFinite(time))
        throw new PackError('bad-content', `${name}: row ${i} has no step or no time`);
      found.push({ name, step: step ?? 0, value: value ?? NaN, time: time ?? 0 });
    }
    at += rows * 24;
  }
  return found;
}

function checkpointOf(run: HandInRun, parts: Parts): HandIn['checkpoint'] {
  if (!run.checkpoint) return null;
  const bytes = bytesOf(PARTS.checkpointBytes, parts);
  const total = run.checkpoint.arrays.reduce((sum, array) => sum + array.bytes, 0);
  if (bytes.length !== total)
    throw new PackError('bad-content', `${PARTS.checkpointBytes} has ${bytes.length} bytes, ${total} are needed`);
  let at = 0;
  const arrays = run.checkpoint.arrays.map(({ name, dtype, shape, bytes: length }) => {
    const size = shape.reduce((a, b) => a * b, WIDTH[dtype] ?? NaN);
    if (size !== length)
      throw new PackError('bad-content', `${name}: ${length} bytes for ${dtype} (${shape.join(', ')})`);
    return { name, dtype, shape, bytes: bytes.slice(at, (at += length)) };
  });
  jsonOf(PARTS.checkpointState, parts);
  return { state: textOf(PARTS.checkpointState, parts), arrays };
}

/** Bytes of one number. */
const WIDTH: Readonly<Record<string, number>> = { float64: 8, float32: 4, int32: 4, uint8: 1, bool: 1 };

function bytesOf(name: string, parts: Parts): Uint8Array {
  const part = parts.get(name);
  if (!part) throw new PackError('bad-content', `it has no ${name}`);
  return part;
}

function textOf(name: string, parts: Parts): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(name, parts));
  } catch (error) {
    throw error instanceof PackError ? error : new PackError('bad-content', `${name} is no UTF-8 text`);
  }
}

function jsonOf(name: string, parts: Parts): unknown {
  const text = textOf(name, parts);
  try {
    return fromJson(text);
  } catch (error) {
    throw new PackError('bad-content', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const parse = <S extends v.GenericSchema>(schema: S, name: string, parts: Parts): v.InferOutput<S> =>
  checked(schema, name, jsonOf(name, parts));

function checked<S extends v.GenericSchema>(schema: S, name: string, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new PackError('bad-content', `${name}: ${v.getDotPath(issue) ?? ''} ${issue.message}`);
}
