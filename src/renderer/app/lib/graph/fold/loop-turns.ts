/**
 * Finds the turns of the outermost loop in a row of executed lines: 5 6 7 8 6 7 8 6 7 8 10 has three turns of 6 7 8.
 * A turn begins where execution goes back to a line that it has been at. Pure. Not here: what a turn is drawn as.
 */
export interface Turns {
  /** Where each turn begins, at least two. */
  starts: readonly number[];
  /** Where the last one ends. */
  end: number;
}

/** Null where nothing is repeated. A line that is not known counts as the one before. */
export function turnsIn(lines: readonly (number | null)[]): Turns | null {
  const known: number[] = [];
  for (const line of lines) known.push(line ?? known.at(-1) ?? 0);
  const seen = new Set<number>();
  const back: number[] = [];
  for (const [index, line] of known.entries()) {
    if (index > 0 && line < (known[index - 1] ?? 0) && seen.has(line)) back.push(index);
    seen.add(line);
  }
  if (back.length === 0) return null;
  const first = Math.min(...back.map((index) => known[index] ?? 0));
  const starts = [known.indexOf(first), ...back.filter((index) => known[index] === first)];
  const last = starts.at(-1) ?? 0;
  let deepest = 0;
  for (let index = starts[0] ?? 0; index < last; index++) deepest = Math.max(deepest, known[index] ?? 0);
  let end = last;
  while (end < known.length && (known[end] ?? 0) >= first && (known[end] ?? 0) <= deepest) end += 1;
  return { starts, end };
}
