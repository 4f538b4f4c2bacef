/**
 * Whether SQLite's write-ahead log is whole. SQLite reads a log up to the first frame whose checksum fails and passes over
 * the rest without a word: right after a power cut in the middle of a write, a loss of what was committed where a bit has
 * flipped. Damage is: an unreadable header before frames, or a failing frame with a committed one of the same log at or
 * after it. The format is https://www.sqlite.org/fileformat2.html#walformat. Not here: reading pages.
 */
import { closeSync, openSync, readSync, fstatSync } from 'node:fs';

const HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC = 0x377f0682;

export function logIsWhole(file: string): boolean {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    if (size <= HEADER) return true;
    const header = Buffer.alloc(HEADER);
    readSync(handle, header, 0, HEADER, 0);
    return scan(header, (bytes, at) => readSync(handle, bytes, 0, bytes.length, at) === bytes.length);
  } finally {
    closeSync(handle);
  }
}

/** @param read fills the bytes from a place in the file; false at its end */
function scan(header: Buffer, read: (bytes: Buffer, at: number) => boolean): boolean {
  const magic = header.readUInt32BE(0);
  if ((magic & ~1) >>> 0 !== MAGIC) return false;
  const bigEndian = (magic & 1) === 1;
  const pageSize = header.readUInt32BE(8);
  const sum = checksum(header.subarray(0, 24), [0, 0], bigEndian);
  if (!same(sum, header, 24) || !isPageSize(pageSize)) return false;
  const frame = Buffer.alloc(FRAME_HEADER + pageSize);
  let running = sum;
  let failed = false;
  for (let at = HEADER; read(frame, at); at += frame.length) {
    // Frames of an earlier round, left behind the end of this one, differ in both salts.
    const salts = [8, 12].filter((offset) => frame.readUInt32BE(offset) === header.readUInt32BE(offset + 8)).length;
    if (salts === 0 && !failed) return true;
    const isCommit = frame.readUInt32BE(4) !== 0;
    if (!failed) {
      running = checksum(frame.subarray(FRAME_HEADER), checksum(frame.subarray(0, 8), running, bigEndian), bigEndian);
      failed = salts < 2 || !same(running, frame, 16);
    }
    if (failed && salts > 0 && isCommit) return false;
  }
  return true;
}

const isPageSize = (size: number): boolean => size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;
const same = ([a, b]: readonly [number, number], bytes: Buffer, at: number): boolean =>
  a === bytes.readUInt32BE(at) && b === bytes.readUInt32BE(at + 4);

function checksum(bytes: Buffer, from: readonly [number, number], bigEndian: boolean): [number, number] {
  let [a, b] = from;
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0;
    b = (b + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0;
  }
  return [a, b];
}
