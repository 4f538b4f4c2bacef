/**
 * Whether a training loop can be traced on: it may take MOST times as long as it would by itself. For a while it is traced
 * whatever that costs; then a few steps without a trace show what they take by themselves. A loop of tiny steps that
 * costs more goes on without, up to its last steps. Not here: what is kept (trace-ring.ts).
 */
import { RING_LIMITS } from './trace-ring.ts';

const MOST = 5;
const TRIED_MS = 3000;
const MEASURED_MS = 50;

export class TraceBudget {
  readonly #now: () => number;
  #state: 'try' | 'measure' | 'keep' | 'rest' = 'try';
  #began = 0;
  #steps = 0;
  /** Milliseconds of a step that is traced. */
  #traced = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Steps begin of which nothing is known; also after a pause, whose time does not count. */
  restart(): void {
    this.#enter('try');
  }

  /** Whether tracing was found to cost too much. */
  get rests(): boolean {
    return this.#state === 'rest';
  }

  /** Whether the step that begins now is traced. @param left steps of the loop from this one on */
  fits(left: number): boolean {
    if (this.#steps === 0) this.#began = this.#now();
    const passed = this.#now() - this.#began;
    if (this.#state === 'try' && passed >= TRIED_MS) {
      this.#traced = passed / this.#steps;
      this.#enter('measure');
    } else if (this.#state === 'measure' && passed >= MEASURED_MS)
      this.#enter(this.#traced <= MOST * (passed / this.#steps) ? 'keep' : 'rest');
    this.#steps += 1;
    return this.#state === 'try' || this.#state === 'keep' || (this.#state === 'rest' && left <= RING_LIMITS.steps);
  }

  #enter(state: 'try' | 'measure' | 'keep' | 'rest'): void {
    this.#state = state;
    this.#began = this.#now();
    this.#steps = 0;
  }
}
