/** Writes a hand-in as bytes. Pure. Not here: where its content comes from (handing-in.ts). */
import { zipSync, type Zippable } from 'fflate';
import { HAND_IN_VERSION, type HandInManifest } from '@ipc/packs.ts';
import { contentHash, PARTS, sha256, toJson, type HandIn } from './hand-in.ts';

export type Unsealed = Omit<HandIn, 'manifest'> & Pick<HandIn['manifest'], 'app' | 'pseudonym' | 'at'>;

export function writeHandIn(content: Unsealed): Uint8Array {
  const parts = partsOf(content);
  const unsealed: Omit<HandInManifest, 'content'> = {
    format: 'dezero-run',
    version: HAND_IN_VERSION,
    app: content.app,
    pseudonym: content.pseudonym,
    at: content.at,
    parts: [...parts].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }))
  };
  const manifest: HandInManifest = { ...unsealed, content: contentHash(unsealed) };
  const files: Zippable = { [PARTS.manifest]: Buffer.from(toJson(manifest)) };
  // Weights hardly shrink.
  for (const [name, bytes] of parts) files[name] = [bytes, { level: name === PARTS.checkpointBytes ? 0 : 6 }];
  return zipSync(files, { mtime: content.at });
}

function partsOf({ run, files, rows, observations, checkpoint }: Unsealed): Map<string, Uint8Array> {
  const parts = new Map<string, Uint8Array>([[PARTS.run, Buffer.from(toJson(run))]]);
  for (const [name, source] of Object.entries(files)) parts.set(PARTS.code + name, Buffer.from(source));
  const names = [...new Set(rows.map(({ name }) => name))];
  const metrics = names.map((name) => ({ name, list: rows.filter((row) => row.name === name) }));
  parts.set(PARTS.metrics, Buffer.from(toJson(metrics.map(({ name, list }) => ({ name, rows: list.length })))));
  const columns = metrics.flatMap(({ list }) => [
    Float64Array.from(list, (row) => row.step),
    Float64Array.from(list, (row) => row.value),
    Float64Array.from(list, (row) => row.time)
  ]);
  parts.set(PARTS.columns, Buffer.concat(columns.map((column) => new Uint8Array(column.buffer))));
  parts.set(PARTS.observations, Buffer.from(toJson(observations)));
  if (checkpoint) {
    parts.set(PARTS.checkpointState, Buffer.from(checkpoint.state));
    parts.set(PARTS.checkpointBytes, Buffer.concat(checkpoint.arrays.map((array) => array.bytes)));
  }
  return parts;
}
