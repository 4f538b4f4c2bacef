/** Metrics and progress of a run, collected and sent at most every 100 ms. Not here: when a step begins or ends. */
import type { CellEvent, MetricRow } from './cell-events.ts';
import { toArray } from './shapes.ts';

const EVERY_MS = 100;
const MOST_ROWS = 5000;

export class Metrics {
  readonly #emit: (event: CellEvent) => void;
  readonly #now: () => number;
  readonly #began: number;
  #rows: MetricRow[] = [];
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

  /** @param step null: outside of a loop, then values are counted by name */
  log(values: Readonly<Record<string, unknown>>, step: number | null): void {
    const time = this.seconds();
    for (const [name, value] of Object.entries(values)) {
      const count = this.#counts.get(name) ?? 0;
      if (step === null) this.#counts.set(name, count + 1);
      this.#rows.push({ name, step: step ?? count, value: numberOf(name, value), time });
    }
    this.#sendIfDue();
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
    if (this.#rows.length > 0) this.#emit({ kind: 'metrics', rows: this.#rows });
    this.#rows = [];
    if (this.#progress) this.#emit({ kind: 'progress', ...this.#progress, seconds: this.seconds() });
    this.#progress = null;
  }

  #sendIfDue(): void {
    if (this.#rows.length >= MOST_ROWS || this.#now() - this.#sentAt >= EVERY_MS) this.flush();
  }
}

function numberOf(name: string, value: unknown): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const data = toArray(value);
  if (data !== null && data.size === 1) return data.item();
  const got = data === null ? typeof value : `an array of shape (${data.shape.join(', ')})`;
  throw new TypeError(`run.log: ${name} must be one number (a number, a 0-d array or a Variable); got ${got}.`);
}
