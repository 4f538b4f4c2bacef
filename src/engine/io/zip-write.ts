/**
 * Writing zip archives as Python's zipfile writes them for numpy.savez: no dates (1980), names in UTF-8, zip64 fields
 * where sizes need them. Not here: what the entries hold.
 */
import { currentHost } from '../host.ts';
import { crc32 } from './crc32.ts';
import { encodeUtf8 } from './utf8.ts';

export interface ZipPart {
  name: string;
  bytes: Uint8Array;
}

export interface ZipOptions {
  /** Deflate what gets smaller by it. */
  compress: boolean;
  /** Write the zip64 fields even where the sizes are small. */
  zip64?: boolean;
}

const FULL16 = 0xffff;
const FULL32 = 0xffffffff;
/** 1 January 1980, midnight. */
const DATE = 0x21;

/** Little-endian fields one after the other. */
type Field = [bytes: 2 | 4 | 8, value: number];

export function writeZip(parts: readonly ZipPart[], { compress, zip64 = false }: ZipOptions): Uint8Array {
  const host = currentHost();
  const pieces: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let at = 0;
  const push = (piece: Uint8Array): void => {
    pieces.push(piece);
    at += piece.length;
  };
  for (const { name, bytes } of parts) {
    const packed = compress && host.deflate !== undefined ? host.deflate(bytes) : bytes;
    const method = packed === bytes ? 0 : 8;
    const large = zip64 || bytes.length >= FULL32 || packed.length >= FULL32;
    const far = zip64 || at >= FULL32;
    const named = encodeUtf8(name);
    const start = at;
    const common: Field[] = [
      [2, large || far ? 45 : 20],
      [2, 0x800],
      [2, method],
      [2, 0],
      [2, DATE],
      [4, crc32(bytes)],
      [4, large ? FULL32 : packed.length],
      [4, large ? FULL32 : bytes.length],
      [2, named.length]
    ];
    const sizes: Field[] = large
      ? [
          [8, bytes.length],
          [8, packed.length]
        ]
      : [];
    push(fields([[4, 0x04034b50], ...common, [2, large ? 20 : 0]]));
    push(named);
    if (large) push(fields([[2, 1], [2, 16], ...sizes]));
    push(packed);
    const places: Field[] = [...sizes, ...(far ? [[8, start] as Field] : [])];
    const extra = places.length === 0 ? [] : ([[2, 1], [2, places.length * 8], ...places] as Field[]);
    central.push(
      fields([
        [4, 0x02014b50],
        [2, large || far ? 45 : 20],
        ...common,
        [2, places.length === 0 ? 0 : 4 + places.length * 8],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, far ? FULL32 : start]
      ]),
      named,
      fields(extra)
    );
  }
  const start = at;
  central.forEach(push);
  const size = at - start;
  const count = parts.length;
  if (zip64 || count >= FULL16 || start >= FULL32 || size >= FULL32) {
    const end = at;
    push(
      fields([
        [4, 0x06064b50],
        [8, 44],
        [2, 45],
        [2, 45],
        [4, 0],
        [4, 0],
        [8, count],
        [8, count],
        [8, size],
        [8, start]
      ])
    );
    push(
      fields([
        [4, 0x07064b50],
        [4, 0],
        [8, end],
        [4, 1]
      ])
    );
  }
  const few = Math.min(count, FULL16);
  const small = (value: number): number => Math.min(value, FULL32);
  push(
    fields([
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, few],
      [2, few],
      [4, small(size)],
      [4, small(start)],
      [2, 0]
    ])
  );
  return joined(pieces, at);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const file = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    file.set(piece, at);
    at += piece.length;
  }
  return file;
}

function fields(list: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(list.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of list) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return bytes;
}
