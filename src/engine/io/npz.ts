/**
 * NumPy's .npz files: arrays by name, a zip archive of .npy files. Not here: the archive (zip-read.ts, zip-write.ts),
 * what the names mean (weights.ts).
 */
import type { NDArray } from '../ndarray/ndarray.ts';
import { FormatError } from './format-error.ts';
import { FILE_LIMITS } from './limits.ts';
import { readNpy, writeNpy, type ReadOptions } from './npy.ts';
import { readZip } from './zip-read.ts';
import { writeZip } from './zip-write.ts';

/** How an archive is written. */
export interface NpzOptions {
  /** Deflate the arrays, as numpy.savez_compressed does; without, as numpy.savez. */
  compress?: boolean;
  zip64?: boolean;
}

/**
 * The arrays of an .npz file by name ('l1/W'), in the order of the file. What is no array is passed over. FormatError
 * where the archive is damaged or holds a name twice. Source: numpy.load.
 * @example
 * io.readNpz(io.writeNpz({ a: nd.ones([2]) })); // => Map { 'a' => [1. 1.] }
 */
export function readNpz(bytes: Uint8Array, options: ReadOptions = {}, op = 'readNpz'): Map<string, NDArray> {
  const arrays = new Map<string, NDArray>();
  for (const entry of readZip(op, bytes, options.limits ?? FILE_LIMITS)) {
    if (!entry.name.endsWith('.npy')) continue;
    const name = entry.name.slice(0, -'.npy'.length);
    if (arrays.has(name)) throw new FormatError(op, `the archive holds '${name}' twice; each name must be there once.`);
    arrays.set(name, readNpy(entry.read(), options, `${op} '${name}'`));
  }
  return arrays;
}

/**
 * Arrays by name as an .npz file, for numpy.load or readNpz. Source: numpy.savez_compressed.
 * @example
 * io.writeNpz({ a: nd.ones([2]) }) instanceof Uint8Array; // => true
 */
export function writeNpz(
  arrays: ReadonlyMap<string, NDArray> | Readonly<Record<string, NDArray>>,
  { compress = true, zip64 = false }: NpzOptions = {}
): Uint8Array {
  const named: [string, NDArray][] =
    arrays instanceof Map
      ? [...(arrays as ReadonlyMap<string, NDArray>)]
      : Object.entries(arrays as Readonly<Record<string, NDArray>>);
  const parts = named.map(([name, array]) => ({ name: `${name}.npy`, bytes: writeNpy(array) }));
  return writeZip(parts, { compress, zip64 });
}
