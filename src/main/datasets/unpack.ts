/**
 * Turns the file of a data set into what the engine reads (src/ipc/datasets.ts has the names), in a folder of its own.
 * Anything that is not what the data set consists of is refused. Not here: checksums, where the files end up (install.ts).
 */
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DataSetError } from './problem.ts';

export interface UnpackTask {
  file: string;
  folder: string;
  signal: AbortSignal;
  /** Bytes of the file that were read. */
  onProgress: (done: number) => void;
}
export type Unpack = (task: UnpackTask) => Promise<void>;

export { unpackCifar } from './unpack-cifar.ts';

const LABELS = 1000;

export const unpackText: Unpack = async ({ file, folder }) => {
  decode(await readFile(file));
  await copyFile(file, path.join(folder, 'shakespeare'));
};

/** One name per line, a thousand of them; the engine reads the lines. */
export const unpackImageNetLabels: Unpack = async ({ file, folder }) => {
  const text = decode(await readFile(file));
  const names = text.split(/\r?\n/).filter((line) => line.trim() !== '').length;
  if (names !== LABELS) throw new DataSetError('wrong-file', `it has ${names} lines, not ${LABELS}`);
  await writeFile(path.join(folder, 'imagenet-labels'), text);
};

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DataSetError('wrong-file', 'it is no text in UTF-8', error);
  }
}
