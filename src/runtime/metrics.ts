/** Metrics and progress of a run, collected and sent at most every 100 ms. Not here: when a step begins or ends. */
import type { NDArray } from '../engine/ndarray/ndarray.ts';
import { readTogether } from '../engine/ndarray/storage.ts';
import type { CellEvent, MetricRow } from './cell-events.ts';
import { toArray } from './shapes.ts';

const EVERY_MS = 100;
const MOST_ROWS = 5000;
/** Values on their way from the GPU: few enough that the training is not far ahead of what is shown. */
const MOST_WAITING = 32;

/** A row whose value may still be on its way from the GPU: waiting for each would halt the training. */
type Row = Omit<MetricRow, 'value'> & { value: number | NDArray };

export class Metrics {
  readonly #emit: (event: CellEvent) => void;
  readonly #now: () => number;
  readonly #began: number;
  #rows: Row[] = [];
  #waiting: NDArray[] = [];
  #sentAt: number;
  #progress: { step: number; total: number | null } | null = null;
  /** How often a name was logged outside of `run.steps`. */
  readonly #counts = new Map<string, number>();

  constructor(emit: (event: CellEvent) => void, now: () => number) {
    this.#emit = emit;
    this.#now = now;
    this.#began = now();
    this.#sentAt = this.#began;
  }

  /**
   * Whether all are finite, as far as they are at hand.
   * @param step null: outside of a loop, then values are counted by name
   */
  log(values: Readonly<Record<string, unknown>>, step: number | null): boolean {
    let finite = true;
    const time = this.seconds();
    for (const [name, value] of Object.entries(values)) {
      const count = this.#counts.get(name) ?? 0;
      if (step === null) this.#counts.set(name, count + 1);
      const number = numberOf(name, value);
      if (typeof number !== 'number') this.#waiting.push(number);
      else finite &&= Number.isFinite(number);
      this.#rows.push({ name, step: step ?? count, value: number, time });
    }
    if (this.#waiting.length >= MOST_WAITING) this.#read();
    this.#sendIfDue();
    return finite;
  }

  progress(step: number, total: number | null): void {
    this.#progress = { step, total };
    this.#sendIfDue();
  }

  seconds(): number {
    return (this.#now() - this.#began) / 1000;
  }

  flush(): void {
    this.#sentAt = this.#now();
    this.#read();
    const rows = this.#rows;
    this.#rows = [];
    if (rows.length > 0) this.#emit({ kind: 'metrics', rows: numbersIn(rows) });
    if (this.#progress) this.#emit({ kind: 'progress', ...this.#progress, seconds: this.seconds() });
    this.#progress = null;
  }

  #read(): void {
    readTogether(this.#waiting.map(({ storage }) => storage));
    this.#waiting = [];
  }

  #sendIfDue(): void {
    if (this.#rows.length >= MOST_ROWS || this.#now() - this.#sentAt >= EVERY_MS) this.flush();
  }
}

function numbersIn(rows: readonly Row[]): MetricRow[] {
  return rows.map((row) => ({ ...row, value: typeof row.value === 'number' ? row.value : row.value.item() }));
}

function numberOf(name: string, value: unknown): number | NDArray {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const data = toArray(value);
  // A copy, since the cell may change the array before it is read.
  if (data !== null && data.size === 1) return data.storage.onlyOnGpu ? data.copy() : data.item();
  const got = data === null ? typeof value : `an array of shape (${data.shape.join(', ')})`;
  throw new TypeError(`run.log: ${name} must be one number (a number, a 0-d array or a Variable); got ${got}.`);
}
