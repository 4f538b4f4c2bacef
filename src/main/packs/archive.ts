/**
 * A zip archive from outside, read whole: names, sizes and counts are checked against the limits from the directory before
 * anything is unpacked, and no part can unpack to more than it said. Nothing is written or run. The contents are checked
 * by who reads them (hand-in-read.ts): zip's own checksum is no protection.
 */
import { unzipSync, type UnzipFileInfo } from 'fflate';
import { LIMITS } from './limits.ts';
import { PackError } from './pack-error.ts';

export type Parts = ReadonlyMap<string, Uint8Array>;

/** What differs between kinds of archives. */
export interface ArchiveLimits {
  fileBytes: number;
  unpackedBytes: number;
  partBytes: number;
  jsonBytes: number;
  parts: number;
  depth: number;
}

/** Entries that archivers of some systems add by themselves: folders, and what the desktop keeps about them. */
const ADDED = /\/$|^__MACOSX\/|(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/;

export function readArchive(file: Uint8Array, limits: ArchiveLimits = LIMITS): Parts {
  if (file.length > limits.fileBytes)
    throw new PackError('too-large', `the file has ${file.length} bytes, at most ${limits.fileBytes} are read`);
  // Asked to unpack nothing, fflate reads the directory and takes no memory for what it promises.
  const entries: UnzipFileInfo[] = [];
  unpack(file, (entry) => {
    entries.push(entry);
    if (entries.length > limits.parts) throw new PackError('too-large', `it has more than ${limits.parts} parts`);
    return false;
  });
  checkEntries(
    entries.filter(({ name }) => !ADDED.test(name)),
    limits
  );
  return new Map(Object.entries(unpack(file, ({ name }) => !ADDED.test(name))));
}

function unpack(file: Uint8Array, filter: (entry: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(file, { filter });
  } catch (error) {
    if (error instanceof PackError) throw error;
    throw new PackError('not-a-hand-in', `no zip archive: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const NAME = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$/;

function checkEntries(entries: readonly UnzipFileInfo[], limits: ArchiveLimits): void {
  const names = new Set<string>();
  let total = 0;
  for (const { name, size, originalSize } of entries) {
    if (name.length > LIMITS.nameLength || !NAME.test(name) || name.split('/').length > limits.depth)
      throw new PackError(
        'bad-content',
        `a part has a name that is not admitted: ${JSON.stringify(name.slice(0, 80))}`
      );
    if (names.has(name)) throw new PackError('bad-content', `the part ${name} is there twice`);
    names.add(name);
    if (originalSize > limits.partBytes || (name.endsWith('.json') && originalSize > limits.jsonBytes))
      throw new PackError('too-large', `the part ${name} would have ${originalSize} bytes`);
    if (originalSize > size * LIMITS.ratio + 64)
      throw new PackError(
        'too-large',
        `the part ${name} would grow ${Math.round(originalSize / Math.max(size, 1))}-fold`
      );
    total += originalSize;
    if (total > limits.unpackedBytes)
      throw new PackError('too-large', `unpacked it would have more than ${limits.unpackedBytes} bytes`);
  }
}
