/**
 * What one step did to a file: its lines, each marked, and how many of each kind. Lines that replace others are "changed";
 * the replaced ones stay in view as "removed". Pure.
 */
import { diffIndices } from 'node-diff3';

export type Mark = 'same' | 'added' | 'changed' | 'removed';

export interface FilmLine {
  text: string;
  mark: Mark;
}

export interface Changes {
  lines: readonly FilmLine[];
  added: number;
  changed: number;
  /** Lines that went away without another in their place. */
  removed: number;
  /** Lines of the file as it is now. */
  size: number;
}

export function changesBetween(before: string, after: string): Changes {
  const [old, now] = [linesOf(before), linesOf(after)];
  const lines: FilmLine[] = [];
  const counts = { added: 0, changed: 0, removed: 0 };
  let at = 0;
  const put = (texts: readonly string[], mark: Mark) => lines.push(...texts.map((text) => ({ text, mark })));
  for (const { buffer1Content: gone, buffer2Content: come, buffer2 } of diffIndices(old, now)) {
    const [start, length] = buffer2;
    put(now.slice(at, start), 'same');
    const replaced = Math.min(gone.length, come.length);
    put(gone, 'removed');
    put(come.slice(0, replaced), 'changed');
    put(come.slice(replaced), 'added');
    counts.changed += replaced;
    counts.added += come.length - replaced;
    counts.removed += gone.length - replaced;
    at = start + length;
  }
  put(now.slice(at), 'same');
  return { lines, ...counts, size: now.length };
}

const linesOf = (text: string): string[] => (text.trim() === '' ? [] : text.trimEnd().split('\n'));
