/**
 * Reading zip archives: stored and deflated entries, zip64. What an archive says of itself is checked before it is
 * believed: places, sizes, overlaps, how far data can unpack, checksums. Not read: encrypted entries, split archives,
 * other ways of packing.
 */
import { currentHost } from '../host.ts';
import { crc32 } from './crc32.ts';
import { checkBytes, FormatError } from './format-error.ts';
import type { FileLimits } from './limits.ts';
import { decodeUtf8 } from './utf8.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflate';
  /** Bytes when unpacked. */
  readonly size: number;
  /** Unpacks and checks it. */
  read(): Uint8Array;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const END64_PLACE = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const FULL16 = 0xffff;
const FULL32 = 0xffffffff;
/** No DEFLATE data unpacks to more than this times its length (and a few bytes). */
const MOST_PACKED = 1032;

interface Directory {
  count: number;
  size: number;
  at: number;
}

export function readZip(op: string, bytes: Uint8Array, limits: FileLimits): ZipEntry[] {
  checkBytes(op, bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, size, at: start } = directoryOf(op, view);
  if (count > limits.entries)
    throw new FormatError(op, `the archive names ${count} entries; at most ${limits.entries} are read.`);
  if (start + size > bytes.length || count * 46 > size)
    throw damaged(op, 'its list of entries lies outside of the file');
  const most = mostUnpacked(bytes.length, limits);
  const entries: ZipEntry[] = [];
  let unpacked = 0;
  let packed = 0;
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > start + size || view.getUint32(at, true) !== CENTRAL)
      throw damaged(op, `entry ${i} of its list is not there`);
    const record = centralRecord(op, view, at, start + size);
    at = record.end;
    unpacked += record.size;
    packed += record.packed;
    if (unpacked > most)
      throw new FormatError(
        op,
        `the archive unpacks to more than ${most} bytes, too much for a file of ${bytes.length}; it is not read.`
      );
    if (packed > bytes.length) throw damaged(op, 'entries overlap each other');
    entries.push(entryOf(op, bytes, view, record));
  }
  return entries;
}

function mostUnpacked(length: number, { bytes, unpacked }: FileLimits): number {
  return unpacked === undefined ? bytes : Math.min(bytes, unpacked.bytes + unpacked.perByte * length);
}

/** Where the list of entries lies, as the end of the archive says. */
function directoryOf(op: string, view: DataView): Directory {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at >= last - FULL16; at--) {
    if (view.getUint32(at, true) !== END || at + 22 + view.getUint16(at + 20, true) > view.byteLength) continue;
    const place = at - 20;
    if (place >= 0 && view.getUint32(place, true) === END64_PLACE) return directory64(op, view, place);
    return {
      count: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      at: view.getUint32(at + 16, true)
    };
  }
  throw new FormatError(op, 'this is not a zip archive (.npz files are): the record that ends one is missing.');
}

function directory64(op: string, view: DataView, place: number): Directory {
  const at = long(op, view, place + 8);
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== END64)
    throw damaged(op, 'its zip64 end record is not where it should be');
  return { count: long(op, view, at + 32), size: long(op, view, at + 40), at: long(op, view, at + 48) };
}

interface CentralRecord {
  name: string;
  method: number;
  flags: number;
  crc: number;
  packed: number;
  size: number;
  local: number;
  end: number;
}

function centralRecord(op: string, view: DataView, at: number, end: number): CentralRecord {
  const nameLength = view.getUint16(at + 28, true);
  const extraAt = at + 46 + nameLength;
  const extraEnd = extraAt + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > end) throw damaged(op, 'an entry runs over the end of the list');
  const name = decodeUtf8(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength));
  const record = {
    name,
    method: view.getUint16(at + 10, true),
    flags: view.getUint16(at + 8, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    local: view.getUint32(at + 42, true),
    end: next
  };
  // Fields that are all ones stand in the zip64 extra field instead, in this order.
  const fields = (['size', 'packed', 'local'] as const).filter((field) => record[field] === FULL32);
  if (fields.length > 0) {
    let from = zip64Extra(view, extraAt, extraEnd);
    const till = from === null ? 0 : from + view.getUint16(from - 2, true);
    for (const field of fields) {
      // Without the extra field the number means itself, as archives before zip64 did.
      if (from === null) break;
      if (from + 8 > till) throw damaged(op, `the large sizes of '${name}' are missing`);
      record[field] = long(op, view, from);
      from += 8;
    }
  }
  return record;
}

function zip64Extra(view: DataView, start: number, end: number): number | null {
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 1 && at + 4 + view.getUint16(at + 2, true) <= end) return at + 4;
  }
  return null;
}

function entryOf(op: string, bytes: Uint8Array, view: DataView, record: CentralRecord): ZipEntry {
  const { name, method, flags, local, packed, size } = record;
  if ((flags & 1) !== 0) throw new FormatError(op, `'${name}' is encrypted; only open archives are read.`);
  if (method !== 0 && method !== 8)
    throw new FormatError(op, `'${name}' is packed with method ${method}; stored (0) and deflate (8) are read.`);
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL)
    throw damaged(op, `'${name}' does not begin where its list says`);
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > bytes.length) throw damaged(op, `'${name}' runs over the end of the file`);
  if (method === 0 ? packed !== size : size > packed * MOST_PACKED + 64)
    throw damaged(op, `'${name}' cannot unpack from ${packed} to ${size} bytes`);
  const data = bytes.subarray(start, start + packed);
  return {
    name,
    method: method === 0 ? 'stored' : 'deflate',
    size,
    read: () => {
      const result = method === 0 ? data : inflated(op, name, data, size);
      if (result.length !== size) throw damaged(op, `'${name}' has ${result.length} bytes, its list says ${size}`);
      if (crc32(result) !== record.crc) throw damaged(op, `the checksum of '${name}' is wrong`);
      return result;
    }
  };
}

function inflated(op: string, name: string, data: Uint8Array, size: number): Uint8Array {
  const host = currentHost();
  if (host.inflate === undefined)
    throw new FormatError(op, `'${name}' is deflated, and nothing here can unpack it; numpy.savez writes without.`);
  try {
    return host.inflate(data, size);
  } catch (error) {
    throw damaged(op, `'${name}' does not unpack (${error instanceof Error ? error.message : String(error)})`);
  }
}

function long(op: string, view: DataView, at: number): number {
  const value = view.getUint32(at + 4, true) * 4294967296 + view.getUint32(at, true);
  if (!Number.isSafeInteger(value)) throw damaged(op, 'it states a size that no file has');
  return value;
}

function damaged(op: string, what: string): FormatError {
  return new FormatError(op, `the archive is damaged: ${what}.`);
}
