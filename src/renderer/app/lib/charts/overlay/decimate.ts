/**
 * A curve as it is drawn: for each column of pixels the lowest and the highest value in the order in which they came, so
 * that no spike disappears at any zoom. A value that cannot be drawn breaks the line (NaN in `y`) and is kept in `gaps`.
 * Fewer points than columns stay as they are. Not here: pixels (frame.ts), painting.
 */
import type { Range } from '../curve-maths.ts';

export interface Trace {
  x: number[];
  y: number[];
  /** x of what could not be drawn, at most one for each column. */
  gaps: number[];
}

export interface Axes {
  logX: boolean;
  logY: boolean;
}

/** `x` does not decrease. One point beyond each end of the window is kept, so that lines reach the edge. */
export function decimate(
  x: readonly number[],
  y: readonly number[],
  window: Range,
  columns: number,
  { logX, logY }: Axes
): Trace {
  const trace: Trace = { x: [], y: [], gaps: [] };
  const from = Math.max(lowerBound(x, window[0]) - 1, logX ? lowerBound(x, Number.MIN_VALUE) : 0);
  const to = Math.min(upperBound(x, window[1]) + 1, x.length);
  const place = (value: number) => (logX ? Math.log(value) : value);
  const left = place(window[0]);
  const perColumn = (place(window[1]) - left) / columns || 1;
  const all = to - from <= 2 * columns;
  const bin = new Bin(x, y, trace);
  let column = NaN;
  for (let i = from; i < to; i++) {
    const value = y[i] ?? NaN;
    const now = all ? i : Math.floor((place(x[i] ?? NaN) - left) / perColumn);
    if (now !== column) {
      bin.flush();
      column = now;
    }
    bin.add(i, Number.isFinite(value) && (!logY || value > 0), value);
  }
  bin.flush();
  return trace;
}

/** The points of one column: its extremes, and whether something in it could not be drawn. */
class Bin {
  #low = -1;
  #high = -1;
  #gap = -1;
  readonly #x: readonly number[];
  readonly #y: readonly number[];
  readonly #trace: Trace;

  constructor(x: readonly number[], y: readonly number[], trace: Trace) {
    this.#x = x;
    this.#y = y;
    this.#trace = trace;
  }

  add(i: number, drawable: boolean, value: number): void {
    if (!drawable) {
      if (this.#gap < 0) this.#gap = i;
      return;
    }
    if (this.#low < 0 || value < (this.#y[this.#low] ?? NaN)) this.#low = i;
    if (this.#high < 0 || value > (this.#y[this.#high] ?? NaN)) this.#high = i;
  }

  flush(): void {
    const first = Math.min(this.#low, this.#high);
    const second = Math.max(this.#low, this.#high);
    if (this.#gap >= 0 && (first < 0 || this.#gap < first)) this.#keep(this.#gap);
    if (first >= 0) this.#keep(first);
    if (first >= 0 && this.#gap > first && this.#gap < second) this.#keep(this.#gap);
    if (second > first) this.#keep(second);
    if (first >= 0 && this.#gap > second) this.#keep(this.#gap);
    this.#low = this.#high = this.#gap = -1;
  }

  #keep(i: number): void {
    const at = this.#x[i] ?? NaN;
    this.#trace.x.push(at);
    this.#trace.y.push(i === this.#gap ? NaN : (this.#y[i] ?? NaN));
    if (i === this.#gap) this.#trace.gaps.push(at);
  }
}

/** Index of the first entry that is `at` or more. */
export function lowerBound(x: readonly number[], at: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first entry that is more than `at`. */
function upperBound(x: readonly number[], at: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
