/**
 * The table of step 22: each operator with each pair of operands, from which step on it works, and how the arrow keys move in
 * it. What works is asked of ../operators/asking.ts. Pure.
 */
import { ask, hasMethod, SIGNS, type Asked, type Kind, type Sign } from '../operators/asking.ts';

export const FIRST_STEP = 19;
export const LAST_STEP = 22;

export interface Cell {
  code: string;
  /** The step from which on it works; null: it never does. */
  since: number | null;
  /** What is asked at that step. */
  askedAt: (step: number) => readonly Asked[];
  operands: readonly [string, string];
}

export interface Column {
  left: Kind;
  right: Kind;
  operands: readonly [string, string];
}

export const COLUMNS: readonly Column[] = [
  { left: 'variable', right: 'variable', operands: ['x', 'y'] },
  { left: 'variable', right: 'number', operands: ['x', '2'] },
  { left: 'number', right: 'variable', operands: ['2', 'x'] },
  { left: 'variable', right: 'array', operands: ['x', 'A'] },
  { left: 'array', right: 'variable', operands: ['A', 'x'] }
];

export const ROWS: readonly (Sign | 'neg')[] = ['+', '*', '-', '/', '**', 'neg'];

/** Row by row; the negation has one operand and therefore one cell. */
export const CELLS: readonly (readonly (Cell | null)[])[] = [
  ...ROWS.filter((row): row is Sign => SIGNS.some((sign) => sign === row)).map((sign) =>
    COLUMNS.map((column) => binaryCell(sign, column))
  ),
  COLUMNS.map((_, i) => (i === 0 ? negation() : null))
];

export const works = (cell: Cell, step: number): boolean => cell.since !== null && cell.since <= step;

export function countWorking(step: number): { count: number; all: number } {
  const cells = CELLS.flat().filter((cell) => cell !== null);
  return { count: cells.filter((cell) => works(cell, step)).length, all: cells.length };
}

export interface Place {
  row: number;
  column: number;
}

/** Where a key leads from a cell; the same place where it leads nowhere. */
export function move({ row, column }: Place, key: string): Place {
  const last = (at: number) => (CELLS[at] ?? []).filter((cell) => cell !== null).length - 1;
  const clamp = (at: number, to: number) => Math.min(Math.max(at, 0), to);
  const at = (newRow: number, newColumn: number): Place => {
    const r = clamp(newRow, CELLS.length - 1);
    return { row: r, column: clamp(newColumn, last(r)) };
  };
  switch (key) {
    case 'ArrowUp':
      return at(row - 1, column);
    case 'ArrowDown':
      return at(row + 1, column);
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'Home':
      return at(row, 0);
    case 'End':
      return at(row, last(row));
    default:
      return { row, column };
  }
}

function binaryCell(sign: Sign, { left, right, operands }: Column): Cell {
  return {
    code: operands.join(` ${sign} `),
    since: firstStep((step) => ask(sign, left, right, step).works),
    askedAt: (step) => ask(sign, left, right, step).asked,
    operands
  };
}

function negation(): Cell {
  const answer = (step: number) => (hasMethod('neg', step) ? 'answers' : 'missing');
  return {
    code: '-x',
    since: firstStep((step) => hasMethod('neg', step)),
    askedAt: (step) => [{ side: 'right', method: 'neg', answer: answer(step) }],
    operands: ['', 'x']
  };
}

function firstStep(worksAt: (step: number) => boolean): number | null {
  for (let step = FIRST_STEP; step <= LAST_STEP; step++) if (worksAt(step)) return step;
  return null;
}
