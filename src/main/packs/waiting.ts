/** Hand-ins that were read and wait for a yes, by token. At most so many bytes: the oldest go. Nothing is on disk. */
import { randomUUID } from 'node:crypto';
import type { HandIn } from './hand-in.ts';
import { LIMITS } from './limits.ts';

export class WaitingHandIns {
  readonly #waiting = new Map<string, { handIn: HandIn; bytes: number }>();

  add(handIn: HandIn, bytes: number): string {
    const token = randomUUID();
    this.#waiting.set(token, { handIn, bytes });
    let total = [...this.#waiting.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [oldest, one] of this.#waiting) {
      if (total <= LIMITS.waitingBytes || oldest === token) break;
      this.#waiting.delete(oldest);
      total -= one.bytes;
    }
    return token;
  }

  get(token: string): HandIn | null {
    return this.#waiting.get(token)?.handIn ?? null;
  }

  drop(token: string): void {
    this.#waiting.delete(token);
  }
}
