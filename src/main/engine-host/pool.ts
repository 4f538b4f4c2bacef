/**
 * The engine process that works and the warm spare that takes over when it ends. A spare starts only when the other one
 * is ready, and not again and again where processes fail to start.
 */
import { AppError } from '@ipc/errors.ts';

/** The part of EngineProcess that the pool needs. */
export interface PoolMember {
  readonly alive: boolean;
  readonly ready: Promise<boolean>;
  readonly isReady: boolean;
  kill(): Promise<void>;
}

const MOST_FAILURES = 3;

export class EnginePool<P extends PoolMember> {
  readonly #fork: () => P;
  #current: P | null = null;
  #spare: P | null = null;
  #closed = false;

  constructor(fork: () => P) {
    this.#fork = fork;
  }

  /** Starts what is missing; called when the window can be used. */
  async warmUp(): Promise<void> {
    if (this.#closed) return;
    this.#current = this.#living(this.#current) ?? this.#takeSpare() ?? this.#fork();
    if (!(await this.#current.ready)) return;
    if (!this.#isClosed() && !this.#living(this.#spare)) this.#spare = this.#fork();
  }

  /** A process that is ready. Throws 'engine-lost' when none starts. */
  async take(): Promise<P> {
    // One whose worker was just ended loads another; the spare need not wait for that.
    if (this.#current?.alive && !this.#current.isReady && this.#spare?.alive && this.#spare.isReady)
      [this.#current, this.#spare] = [this.#spare, this.#current];
    for (let tries = 0; tries < MOST_FAILURES && !this.#closed; tries++) {
      const process = (this.#current = this.#living(this.#current) ?? this.#takeSpare() ?? this.#fork());
      if (await process.ready) return process;
      await process.kill();
    }
    throw new AppError('engine-lost', 'The process that runs code does not start.');
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#current?.kill(), this.#spare?.kill()]);
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #takeSpare(): P | null {
    const spare = this.#living(this.#spare);
    this.#spare = null;
    return spare;
  }

  #living(process: P | null): P | null {
    return process?.alive ? process : null;
  }
}
