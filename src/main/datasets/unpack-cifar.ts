/**
 * CIFAR's archives (.tar.gz), the binary version or the Python version, as the records of the binary version: a label
 * byte (CIFAR-100: coarse, then fine) and 3072 bytes of a picture. Runs in pieces, so that the window keeps answering.
 */
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { PickledArray, readPickle, type Pickled } from './pickle.ts';
import { DataSetError } from './problem.ts';
import { tarEntries, type TarEntry } from './tar.ts';
import type { Unpack } from './unpack.ts';

const IMAGE = 3 * 32 * 32;
/** Rows that are put together before others get their turn. */
const ROWS_AT_ONCE = 1000;
/** Room in a pickle for a row's label and the name of its file. */
const PICKLED_ROW = IMAGE + 256;

interface Part {
  asset: string;
  /** Where its records begin, and how many they are. */
  row: number;
  rows: number;
}
interface Layout {
  /** By the names of files in the archives, without '.bin'. */
  parts: Readonly<Record<string, Part>>;
  /** Where the Python version has the labels, in the order of the bytes of a record. */
  labels: readonly string[];
}

/** `scale` makes small archives of the same form, for tests. */
function layoutOf(id: 'cifar10' | 'cifar100', scale: number): Layout {
  const part = (asset: string, row: number, rows: number): Part => ({
    asset,
    row: row * scale,
    rows: rows * scale
  });
  if (id === 'cifar100')
    return {
      parts: { train: part('cifar100-train', 0, 50_000), test: part('cifar100-test', 0, 10_000) },
      labels: ['coarse_labels', 'fine_labels']
    };
  const parts: Record<string, Part> = { test_batch: part('cifar10-test', 0, 10_000) };
  for (let i = 0; i < 5; i++) parts[`data_batch_${i + 1}`] = part('cifar10-train', i * 10_000, 10_000);
  return { parts, labels: ['labels'] };
}

export function unpackCifar(id: 'cifar10' | 'cifar100', scale = 1): Unpack {
  const { parts, labels } = layoutOf(id, scale);
  const record = labels.length + IMAGE;
  return async ({ file, folder, signal, onProgress }) => {
    const outputs = new Map<string, FileHandle>();
    const raw = createReadStream(file, { highWaterMark: 2 ** 20 });
    const archive = createGunzip({ chunkSize: 2 ** 20 });
    const missing = new Set(Object.keys(parts));
    try {
      for (const { asset } of Object.values(parts))
        if (!outputs.has(asset)) outputs.set(asset, await open(path.join(folder, asset), 'w'));
      raw.on('error', (error) => archive.destroy(error)).pipe(archive);
      for await (const entry of tarEntries(archive)) {
        signal.throwIfAborted();
        onProgress(raw.bytesRead);
        const name = entry.name.replace(/\.bin$/, '');
        const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
        const output = part && outputs.get(part.asset);
        if (!part || !output) continue;
        const records = entry.name.endsWith('.bin') ? entry.bytes() : rowsOf(entry, part, labels);
        let at = part.row * record;
        const end = at + part.rows * record;
        for await (const piece of records) {
          signal.throwIfAborted();
          if (at + piece.length > end) throw new DataSetError('wrong-file', `${entry.name} in it is too long`);
          await output.write(piece, 0, piece.length, at);
          at += piece.length;
          onProgress(raw.bytesRead);
        }
        if (at < end) throw new DataSetError('wrong-file', `${entry.name} in it is too short`);
        missing.delete(name);
      }
      if (missing.size > 0) throw new DataSetError('wrong-file', `the archive has no ${[...missing].join(', ')}`);
      for (const output of outputs.values()) await output.sync();
    } catch (error) {
      throw isDamaged(error) ? new DataSetError('wrong-file', 'it is no gzip archive, or a damaged one', error) : error;
    } finally {
      raw.destroy();
      archive.destroy();
      for (const output of outputs.values()) await output.close();
    }
  };
}

/** The records of a file of the Python version. */
async function* rowsOf(entry: TarEntry, { rows }: Part, labelKeys: readonly string[]): AsyncGenerator<Uint8Array> {
  if (entry.size > rows * PICKLED_ROW + 2 ** 16)
    throw new DataSetError('wrong-file', `${entry.name} in it is too long`);
  // Filled to its end below; clearing it first would take a while.
  const pickle = Buffer.allocUnsafeSlow(entry.size);
  let filled = 0;
  for await (const piece of entry.bytes()) {
    pickle.set(piece, filled);
    filled += piece.length;
  }
  const content = await readPickle(pickle);
  const data = content.get('data');
  const labels = labelKeys.map((key) => content.get(key));
  if (!(data instanceof PickledArray) || data.shape.join() !== `${rows},${IMAGE}` || !labels.every(isLabels(rows)))
    throw new DataSetError('wrong-file', `${entry.name} in it does not hold ${rows} labelled pictures`);
  const record = labelKeys.length + IMAGE;
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, rows - from);
    const piece = new Uint8Array(count * record);
    for (let i = 0; i < count; i++) {
      piece.set(
        labels.map((list) => list[from + i] ?? 0),
        i * record
      );
      piece.set(picture(data, from + i), i * record + labelKeys.length);
    }
    yield piece;
    await breathe();
  }
}

function picture({ bytes, byColumns, shape: [rows = 0] }: PickledArray, row: number): Uint8Array {
  if (!byColumns) return bytes.subarray(row * IMAGE, (row + 1) * IMAGE);
  return Uint8Array.from({ length: IMAGE }, (_, column) => bytes[column * rows + row] ?? 0);
}

const isLabels =
  (rows: number) =>
  (list: Pickled | undefined): list is number[] =>
    Array.isArray(list) && list.length === rows && list.every((label) => typeof label === 'number' && label < 256);

const isDamaged = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
