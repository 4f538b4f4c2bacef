/**
 * Files that the engine may ask for by name: those that ship with the app and those of data sets in the data folder.
 * Only listed names are read, so a name is never a path. Not here: getting them (src/main/datasets).
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { DATA_SET_ASSETS } from '@ipc/datasets.ts';
import type { AssetFolders } from '@ipc/engine-process.ts';

const SHIPPED: readonly string[] = ['mnist-train', 'mnist-test'];
const DATA_SETS: readonly string[] = Object.values(DATA_SET_ASSETS).flat();
/** CIFAR's 50,000 pictures take 154 MB; a file that somebody put there in its place is not read whatever its size. */
const MOST_BYTES = 256 * 2 ** 20;

/** `Host.asset`: the bytes, or null when there is no such file. */
export function createAssets({ shipped, dataSets }: AssetFolders): (name: string) => Uint8Array | null {
  return (name) => {
    const folder = SHIPPED.includes(name) ? shipped : DATA_SETS.includes(name) ? dataSets : null;
    if (folder === null) return null;
    const file = path.join(folder, name);
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size === undefined) return null;
    if (size > MOST_BYTES) throw new Error(`${name}: ${size} bytes are more than any data set has`);
    const bytes = readFileSync(file);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
}
