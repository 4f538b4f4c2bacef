/**
 * Stop, from main's side. The engine process is asked (its port thread asks the cell, and after 300 ms terminates the
 * worker); when it has not answered after SILENCE_MS, its process is killed. A sign of life, a part of a last checkpoint
 * for instance, grants more time, but not beyond LONGEST_MS. Pure: time and effects are handed in.
 */
export const SILENCE_MS = 600;
export const LONGEST_MS = 5000;

export interface StopEffects {
  ask(): void;
  kill(): void;
  now(): number;
  /** Returns what cancels it. */
  after(milliseconds: number, task: () => void): () => void;
}

export class StopEscalation {
  readonly #effects: StopEffects;
  #started: number | null = null;
  #cancel: (() => void) | null = null;

  constructor(effects: StopEffects) {
    this.#effects = effects;
  }

  get begun(): boolean {
    return this.#started !== null;
  }

  /** Asks once, however often it is called. */
  start(): void {
    if (this.#started !== null) return;
    this.#started = this.#effects.now();
    this.#effects.ask();
    this.#wait();
  }

  /** The process is at work on ending. */
  alive(): void {
    if (this.#cancel) this.#wait();
  }

  /** The cell has ended. */
  done(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #wait(): void {
    this.#cancel?.();
    const spent = this.#effects.now() - (this.#started ?? 0);
    this.#cancel = this.#effects.after(Math.max(0, Math.min(SILENCE_MS, LONGEST_MS - spent)), () => {
      this.#cancel = null;
      this.#effects.kill();
    });
  }
}
