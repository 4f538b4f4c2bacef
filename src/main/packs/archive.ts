/**
 * A zip archive from outside, read whole: names, sizes and counts are checked against the limits from the directory before
 * anything is unpacked, and no part can unpack to more than it said. Nothing is written or run. The contents are checked
 * by who reads them (hand-in-read.ts): zip's own checksum is no protection.
 */
import { unzipSync, type UnzipFileInfo } from 'fflate';
import { LIMITS } from './limits.ts';
import { PackError } from './pack-error.ts';

export type Parts = ReadonlyMap<string, Uint8Array>;

export function readArchive(file: Uint8Array): Parts {
  if (file.length > LIMITS.fileBytes)
    throw new PackError('too-large', `the file has ${file.length} bytes, at most ${LIMITS.fileBytes} are read`);
  // Asked to unpack nothing, fflate reads the directory and takes no memory for what it promises.
  const entries: UnzipFileInfo[] = [];
  unpack(file, (entry) => {
    entries.push(entry);
    if (entries.length > LIMITS.parts) throw new PackError('too-large', `it has more than ${LIMITS.parts} parts`);
    return false;
  });
  checkEntries(entries);
  return new Map(Object.entries(unpack(file)));
}

function unpack(file: Uint8Array, filter: (entry: UnzipFileInfo) => boolean = () => true): Record<string, Uint8Array> {
  try {
    return unzipSync(file, { filter });
  } catch (error) {
    if (error instanceof PackError) throw error;
    throw new PackError('not-a-hand-in', `no zip archive: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const NAME = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$/;

function checkEntries(entries: readonly UnzipFileInfo[]): void {
  const names = new Set<string>();
  let total = 0;
  for (const { name, size, originalSize } of entries) {
    if (name.length > LIMITS.nameLength || !NAME.test(name) || name.split('/').length > LIMITS.depth)
      throw new PackError(
        'bad-content',
        `a part has a name that is not admitted: ${JSON.stringify(name.slice(0, 80))}`
      );
    if (names.has(name)) throw new PackError('bad-content', `the part ${name} is there twice`);
    names.add(name);
    if (originalSize > LIMITS.partBytes || (name.endsWith('.json') && originalSize > LIMITS.jsonBytes))
      throw new PackError('too-large', `the part ${name} would have ${originalSize} bytes`);
    if (originalSize > size * LIMITS.ratio + 64)
      throw new PackError(
        'too-large',
        `the part ${name} would grow ${Math.round(originalSize / Math.max(size, 1))}-fold`
      );
    total += originalSize;
    if (total > LIMITS.unpackedBytes)
      throw new PackError('too-large', `unpacked it would have more than ${LIMITS.unpackedBytes} bytes`);
  }
}
