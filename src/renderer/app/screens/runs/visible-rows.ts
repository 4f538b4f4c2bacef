/**
 * Which rows of a long table have to be there: those in view and some around them, so that Tab and the next turn of the
 * wheel find theirs. Pure. Not here: measuring, drawing.
 */

export interface Rows {
  /** The rows from `first` up to, not including, `end`. */
  first: number;
  end: number;
  /** Pixels of the rows that are left out above and below. */
  above: number;
  below: number;
}

/** Rows that are there beyond the view, on each side. */
export const AROUND = 4;

export function visibleRows(count: number, scrolled: number, height: number, rowHeight: number): Rows {
  if (!(rowHeight > 0)) return { first: 0, end: Math.min(count, 3 * AROUND), above: 0, below: 0 };
  const top = Math.min(Math.max(Math.floor(scrolled / rowHeight), 0), count);
  const first = Math.max(0, top - AROUND);
  const end = Math.min(count, top + Math.ceil(height / rowHeight) + AROUND);
  return { first, end, above: first * rowHeight, below: (count - end) * rowHeight };
}
