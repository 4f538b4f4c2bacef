/**
 * A list of edits to a source text, and the way back: which place of the source an edited place came from.
 * Edits never add or remove a line break, so line numbers stay what they are; only columns move.
 * Not here: which edits are made (operators.ts, hooks.ts, modules.ts).
 */
export interface Edited {
  code: string;
  /** The 1-based column in the source for a 1-based line and column of the code. */
  columnOf: (line: number, column: number) => number;
}

interface Edit {
  start: number;
  end: number;
  text: string;
  /** At one position: what closes comes first, then what opens, then what replaces. */
  rank: 0 | 1 | 2;
}

export class Edits {
  private readonly list: Edit[] = [];

  /** Inserts in front of an expression; outer expressions first. */
  open(at: number, text: string): void {
    this.list.push({ start: at, end: at, text, rank: 1 });
  }

  /** Inserts behind an expression; inner expressions first. */
  close(at: number, text: string): void {
    this.list.push({ start: at, end: at, text, rank: 0 });
  }

  replace(start: number, end: number, text: string): void {
    this.list.push({ start, end, text, rank: 2 });
  }

  /** Replaces by spaces (and, in front, the text), keeping line breaks. */
  blank(source: string, start: number, end: number, text = ''): void {
    this.replace(start, end, text + keepBreaks(source.slice(start, end)));
  }

  /** @param prefix one line that goes before the first line of the source */
  apply(source: string, prefix: string, suffix: string): Edited {
    const edits = this.list
      .map((edit, order) => ({ edit, order }))
      .sort((a, b) => a.edit.start - b.edit.start || a.edit.rank - b.edit.rank || a.order - b.order)
      .map(({ edit }) => edit);
    const pieces: Piece[] = [];
    let code = prefix;
    let from = 0;
    for (const edit of edits) {
      if (edit.start < from) continue; // within what was replaced as a whole
      if (edit.start > from) {
        pieces.push({ at: code.length, from, length: edit.start - from });
        code += source.slice(from, edit.start);
      }
      const original = source.slice(edit.start, edit.end);
      const lost = breaks(original) - breaks(edit.text);
      code += edit.text + '\n'.repeat(Math.max(0, lost));
      from = edit.end;
    }
    pieces.push({ at: code.length, from, length: source.length - from });
    code += source.slice(from) + suffix;
    return { code, columnOf: (line, column) => columnOf(code, source, pieces, line, column) };
  }
}

/** A stretch of the source that stands unchanged at `at` of the code. */
interface Piece {
  at: number;
  from: number;
  length: number;
}

function columnOf(code: string, source: string, pieces: readonly Piece[], line: number, column: number): number {
  const at = offsetOf(code, line) + column - 1;
  for (const piece of pieces) {
    if (at >= piece.at + piece.length) continue;
    // Inside of the stretch, or in inserted text just before it: then the stretch begins what the text wraps.
    const offset = piece.from + Math.max(0, at - piece.at);
    const lineStart = offsetOf(source, line);
    return offset >= lineStart ? offset - lineStart + 1 : 1;
  }
  return column;
}

function offsetOf(text: string, line: number): number {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at;
}

const breaks = (text: string): number => text.split('\n').length - 1;
const keepBreaks = (text: string): string => text.replace(/[^\n]/g, ' ');
