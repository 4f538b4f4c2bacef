/**
 * How often a side task may run beside a training: its time, measured with the injected clock, stays under SHARE of all
 * time so far, and it runs at most every EVERY_MS and about MOST times as often as a run grows tenfold, or at another
 * pace. Not here: what it does.
 */

/** The promise to a training: recording costs at most this part of its time. */
export const SHARE = 0.03;
export const EVERY_MS = 250;
/** The pause grows with the run: a run of an hour is not observed 14,000 times. */
const MOST = 200;

export interface Pace {
  everyMs: number;
  most: number;
}

export class Budget {
  readonly #now: () => number;
  readonly #began: number;
  #spent = 0;
  #estimate: number;
  #lastAt = -Infinity;
  readonly #pace: Pace;

  /** @param estimate milliseconds that the first time may take */
  constructor(now: () => number, estimate: number, pace: Pace = { everyMs: EVERY_MS, most: MOST }) {
    this.#pace = pace;
    this.#now = now;
    this.#began = now();
    this.#estimate = estimate;
  }

  /** Whether another time, as long as the last one, fits. */
  fits(): boolean {
    const now = this.#now();
    const elapsed = now - this.#began;
    if (now - this.#lastAt < Math.max(this.#pace.everyMs, elapsed / this.#pace.most)) return false;
    return this.#spent + this.#estimate <= SHARE * elapsed;
  }

  /** Runs the parts of one time; their sum is what the next one is expected to take. */
  spend<T>(work: () => T, part: 'first' | 'more' = 'first'): T {
    const started = this.#now();
    if (part === 'first') this.#lastAt = started;
    try {
      return work();
    } finally {
      const took = this.#now() - started;
      this.#spent += took;
      this.#estimate = part === 'first' ? took : this.#estimate + took;
    }
  }
}
