/**
 * Reads the text files of a lesson folder, bounded: known endings, plain files, no links, MAX_BYTES each. What the parser
 * does not use (`wrong/`) is not read. Folders may come from strangers; nothing of them is run or interpreted here.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderFiles } from '@ipc/parse-lesson.ts';

export const MAX_BYTES = 1_000_000;
const MAX_FILES = 200;
const MAX_DEPTH = 4;
const ENDINGS = /\.(md|ts|json)$/;

/** Paths within the folder, with '/', to text. Faults are sentences about files that were left out. */
export async function readFolder(folder: string): Promise<{ files: FolderFiles; faults: string[] }> {
  const files: Record<string, string> = {};
  const faults: string[] = [];
  const walk = async (inner: string, depth: number): Promise<void> => {
    for (const entry of await readdir(join(folder, inner), { withFileTypes: true })) {
      const name = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (entry.isDirectory() && depth < MAX_DEPTH && name !== 'wrong') await walk(name, depth + 1);
      if (!entry.isFile() || !ENDINGS.test(name)) continue;
      const { size } = await stat(join(folder, name));
      if (size > MAX_BYTES) faults.push(`${name}: ${size} bytes, at most ${MAX_BYTES} are read`);
      else if (Object.keys(files).length >= MAX_FILES) faults.push(`${name}: more than ${MAX_FILES} files`);
      else files[name] = await readFile(join(folder, name), 'utf8');
    }
  };
  await walk('', 1);
  return { files, faults };
}
