/**
 * When a loop's checkpoints are taken: by the clock, every n-th step, as the best so far, when asked, at the end. A best one
 * is held back while the last was sent a moment ago, so that a run that improves at each step saves what it reached and not
 * each step on the way. Not here: what they hold (run-state.ts), which stay (the store).
 */
import type { CheckpointData } from './cell-events.ts';
import { CHECKPOINT_ASKED, CONTROL } from './control.ts';
import { save, type RandomStates, type Trained } from './run-state.ts';

export interface CheckpointHost {
  checkpoint(data: CheckpointData): void;
  control: Int32Array;
  now: () => number;
  checkpointSeconds: number;
  random: RandomStates;
}

/** What `run.steps` may be told about them. */
export interface CheckpointWishes {
  /** A checkpoint after every so many steps. */
  every?: number;
  /** Name of the metric whose lowest value makes a checkpoint the best one. */
  best?: string;
}

const BEST_EVERY_MS = 1000;

export class LoopCheckpoints {
  readonly #host: CheckpointHost;
  readonly #trained: Trained;
  readonly #every: number;
  readonly #on: boolean;
  #savedAt: number;
  #savedStep = -1;
  #lowest = Infinity;
  #improved = false;
  #held: CheckpointData | null = null;
  #bestAt = -Infinity;

  /** @param on false: there is nothing that a checkpoint could hold */
  constructor(host: CheckpointHost, trained: Trained, { every = 0 }: CheckpointWishes, on: boolean) {
    if (!Number.isInteger(every) || every < 0)
      throw new RangeError(`run.steps: every must be a whole number of steps; got ${String(every)}.`);
    this.#host = host;
    this.#trained = trained;
    this.#every = every;
    this.#on = on;
    this.#savedAt = host.now();
  }

  /** The metric that decides about the best one has a value. */
  logged(value: number): void {
    if (!(value < this.#lowest)) return;
    this.#lowest = value;
    this.#improved = true;
  }

  /** Before a step; `start` is the one that the loop began with. */
  before(step: number, start: number): void {
    this.#best(step);
    if (this.asked(step)) return;
    const due = this.#host.now() - this.#savedAt >= this.#host.checkpointSeconds * 1000;
    const nth = this.#every > 0 && step > start && step % this.#every === 0;
    if (due || nth) this.save(step, 'auto');
  }

  /** Saves when somebody asked; also while the loop is paused. */
  asked(step: number): boolean {
    const asked = Atomics.exchange(this.#host.control, CONTROL.CHECKPOINT, CHECKPOINT_ASKED.NO);
    if (asked === CHECKPOINT_ASKED.NO) return false;
    this.save(step, asked === CHECKPOINT_ASKED.BY_HAND ? 'hand' : 'auto');
    return true;
  }

  save(step: number, reason: CheckpointData['reason']): void {
    this.#savedAt = this.#host.now();
    // One by hand is kept for good, also where the same state was saved a moment ago.
    if (!this.#on || (this.#savedStep === step && reason !== 'hand')) return;
    this.#savedStep = step;
    this.#host.checkpoint(this.#take(step, reason));
  }

  /** The loop is over, or left. */
  close(step: number): void {
    if (this.#improved) this.#best(step);
    if (this.#held) this.#host.checkpoint(this.#held);
    this.#held = null;
  }

  #best(step: number): void {
    if (!this.#on) return;
    if (this.#improved) this.#held = this.#take(step, 'best');
    this.#improved = false;
    const now = this.#host.now();
    if (!this.#held || now - this.#bestAt < BEST_EVERY_MS) return;
    this.#bestAt = now;
    this.#host.checkpoint(this.#held);
    this.#held = null;
  }

  #take(step: number, reason: CheckpointData['reason']): CheckpointData {
    return save(step, this.#trained, this.#host.random, reason);
  }
}
