/**
 * The idx format of MNIST: two zero bytes, the type of the elements (8: unsigned bytes), the number of axes, then the
 * lengths as big-endian numbers, then the elements. Files from strangers: sizes are checked before anything is made.
 */
import { FormatError } from '../io/format-error.ts';
import { NDArray } from '../ndarray/ndarray.ts';

const UNSIGNED_BYTE = 8;

/** The array at the start of `bytes` (shared, not copied) and how many bytes it takes. */
export function readIdx(bytes: Uint8Array): { array: NDArray; size: number } {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || head.getUint16(0) !== 0)
    throw new FormatError('idx', 'the bytes do not begin as an idx file does (00 00). Is it still packed (gzip)?');
  const axes = head.getUint8(3);
  if (head.getUint8(2) !== UNSIGNED_BYTE || axes < 1 || axes > 4)
    throw new FormatError(
      'idx',
      `elements of type ${head.getUint8(2)} with ${axes} axes; only unsigned bytes (8) with 1 to 4 axes are read.`
    );
  const start = 4 + 4 * axes;
  if (bytes.length < start) throw new FormatError('idx', 'the file ends within its header.');
  const shape = Array.from({ length: axes }, (_, i) => head.getUint32(4 + 4 * i));
  const end = start + shape.reduce((a, b) => a * b, 1);
  if (end > bytes.length)
    throw new FormatError('idx', `shape (${shape.join(', ')}) needs ${end} bytes, the file has ${bytes.length}.`);
  return { array: NDArray.wrap(bytes.subarray(start, end), shape, 'uint8'), size: end };
}
