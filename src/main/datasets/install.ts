/**
 * From a file to a data set that the engine sees: checksum, unpacking beside the others, and only then the names that the
 * engine asks for. Whatever goes wrong before leaves nothing behind. Not here: how the file came (download.ts, a dialog).
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { DATA_SET_ASSETS, type DataSetId } from '@ipc/datasets.ts';
import type { DataSetSource } from './catalogue.ts';
import { DataSetError } from './problem.ts';

export interface Installation {
  id: DataSetId;
  source: DataSetSource;
  file: string;
  /** Of all data sets. */
  folder: string;
  signal: AbortSignal;
  onProgress: (kind: 'check' | 'unpack', done: number, total: number) => void;
}

export async function install({ id, source, file, folder, signal, onProgress }: Installation): Promise<void> {
  const { size } = await stat(file);
  if (size > source.mostBytes) throw new DataSetError('wrong-file', `it has ${size} bytes`);
  if (source.checksums.length > 0) await check(file, source, signal, (done) => onProgress('check', done, size));
  const draft = path.join(folder, `.${id}`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    await demandRoom(folder, source.unpackedBytes);
    onProgress('unpack', 0, size);
    await source.unpack({ file, folder: draft, signal, onProgress: (done) => onProgress('unpack', done, size) });
    for (const asset of DATA_SET_ASSETS[id]) await rename(path.join(draft, asset), path.join(folder, asset));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Throws 'disk-full' where so many bytes do not fit. */
export async function demandRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes)
    throw new DataSetError('disk-full', `${bytes} bytes are needed, ${bavail * bsize} are free`);
}

async function check(
  file: string,
  { checksums }: DataSetSource,
  signal: AbortSignal,
  onProgress: (done: number) => void
): Promise<void> {
  const hashes = [...new Set(checksums.map(({ algorithm }) => algorithm))].map((algorithm) => ({
    algorithm,
    hash: createHash(algorithm)
  }));
  let done = 0;
  for await (const bytes of createReadStream(file, { highWaterMark: 2 ** 20, signal })) {
    for (const { hash } of hashes) hash.update(bytes as Buffer);
    onProgress((done += (bytes as Buffer).length));
  }
  const sums = hashes.map(({ algorithm, hash }) => ({ algorithm, hex: hash.digest('hex') }));
  const known = checksums.some(({ algorithm, hex }) =>
    sums.some((sum) => sum.algorithm === algorithm && sum.hex === hex)
  );
  if (!known) throw new DataSetError('wrong-file', sums.map(({ algorithm, hex }) => `${algorithm} ${hex}`).join(', '));
}
