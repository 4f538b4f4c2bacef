/**
 * The files in a tar archive, one after the other, from a stream: nothing is written and no name is used as a path.
 * Reads what the archives of data sets are made of (ustar and GNU headers, plain files); folders and the rest are passed over.
 */
import { DataSetError } from './problem.ts';

const BLOCK = 512;

export interface TarEntry {
  /** The last part of its path. */
  name: string;
  size: number;
  /** Its bytes; what is not taken is passed over. */
  bytes(): AsyncGenerator<Uint8Array>;
}

export async function* tarEntries(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const reader = new Pieces(source);
  for (;;) {
    const header = await reader.whole(BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const size = sizeIn(header);
    const type = String.fromCharCode(header[156] ?? 0);
    const left = { bytes: size };
    const bytes = (): AsyncGenerator<Uint8Array> => reader.pieces(left);
    if (type === '0' || type === '\0') yield { name: text(header, 0, 100).split('/').at(-1) ?? '', size, bytes };
    left.bytes += (BLOCK - (size % BLOCK)) % BLOCK;
    for await (const piece of reader.pieces(left)) void piece;
  }
}

/** The size of the entry, once the header's own checksum holds. */
function sizeIn(header: Uint8Array): number {
  // The checksum counts its own eight bytes as spaces.
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  const size = octal(header, 124, 12);
  if (octal(header, 148, 8) !== sum || size === null) throw new DataSetError('wrong-file', 'it is no tar archive');
  return size;
}

function octal(header: Uint8Array, at: number, length: number): number | null {
  const digits = text(header, at, length).trim();
  return /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : null;
}

function text(header: Uint8Array, at: number, length: number): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('latin1');
}

/** A stream by numbers of bytes instead of by chunks. */
class Pieces {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  async whole(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for await (const piece of this.pieces({ bytes: count })) parts.push(piece);
    return Buffer.concat(parts);
  }

  /** Counts `left` down to 0. */
  async *pieces(left: { bytes: number }): AsyncGenerator<Uint8Array> {
    while (left.bytes > 0) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next();
        if (next.done === true) throw new DataSetError('wrong-file', 'the archive ends too early');
        this.#rest = next.value;
      }
      const piece = this.#rest.subarray(0, left.bytes);
      this.#rest = this.#rest.subarray(piece.length);
      left.bytes -= piece.length;
      yield piece;
    }
  }
}
