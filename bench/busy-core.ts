/**
 * A thread that keeps one core busy while it is told to, as another program would. It sleeps between, and ends with the
 * benchmark. Not here: which contenders want it (own.ts).
 */
import { Worker } from 'node:worker_threads';

const [SLEEPS, SPINS] = [0, 1];
const SPINNER = `
const { workerData: flag } = require('node:worker_threads');
for (;;) {
  Atomics.wait(flag, 0, ${SLEEPS});
  while (Atomics.load(flag, 0) === ${SPINS}) {}
}`;

export class BusyCore {
  readonly #flag = new Int32Array(new SharedArrayBuffer(4));
  readonly #worker = new Worker(SPINNER, { eval: true, workerData: this.#flag });

  spin(): void {
    Atomics.store(this.#flag, 0, SPINS);
    Atomics.notify(this.#flag, 0);
  }

  rest(): void {
    Atomics.store(this.#flag, 0, SLEEPS);
  }

  async end(): Promise<void> {
    this.rest();
    await this.#worker.terminate();
  }
}
