/**
 * A checkpoint's arrays as an .npz for NumPy: a zip archive of .npy files of version 1.0
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). The bytes are already what .npy holds:
 * little-endian, row-major. Not here: reading (the engine's io).
 */
import { zipSync } from 'fflate';
import { AppError } from '@ipc/errors.ts';
import type { StoredCheckpoint } from '@ipc/store.ts';

type Stored = StoredCheckpoint['arrays'][number];

/** Stored, not deflated (as numpy.savez): weights hardly shrink, and main is not held up. */
export function npzOf(arrays: readonly Stored[]): Uint8Array {
  return zipSync(Object.fromEntries(arrays.map((array) => [`${array.name}.npy`, npyOf(array)])), { level: 0 });
}

const DESCRIPTION: Readonly<Record<string, string>> = {
  float64: '<f8',
  float32: '<f4',
  int32: '<i4',
  uint8: '|u1',
  bool: '|b1'
};
const MAGIC = [0x93, ...Buffer.from('NUMPY'), 1, 0];
/** The data begins at a multiple of this. */
const ALIGNED = 64;

export function npyOf({ name, dtype, shape, bytes }: Stored): Uint8Array {
  const description = DESCRIPTION[dtype];
  if (description === undefined) throw new AppError('internal', `npz: array '${name}' has an unknown dtype '${dtype}'`);
  const tuple = shape.length === 1 ? `${shape[0] ?? 0},` : shape.join(', ');
  const text = `{'descr': '${description}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const before = MAGIC.length + 2;
  const length = Math.ceil((before + text.length + 1) / ALIGNED) * ALIGNED - before;
  const header = Buffer.from(`${text.padEnd(length - 1)}\n`, 'latin1');
  return Buffer.concat([Buffer.from(MAGIC), Buffer.from([length & 0xff, length >> 8]), header, bytes]);
}
