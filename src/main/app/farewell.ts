/**
 * The end of the app as the page sees it: main asks it to save what was typed a moment ago and waits for its answer, but
 * not for long. A page that does not listen (not drawn yet, crashed) is not waited for.
 */
import { Feed } from './feeds.ts';

const PATIENCE_MS = 1000;

export class Farewell {
  readonly feed = new Feed<null>();
  #answered: (() => void) | null = null;

  /** Asks the page; resolves when it has answered, or has not in time. */
  said(patience = PATIENCE_MS): Promise<void> {
    if (!this.feed.heard) return Promise.resolve();
    return new Promise((resolve) => {
      this.#answered = resolve;
      setTimeout(resolve, patience);
      this.feed.send(null);
    });
  }

  /** The page has saved. */
  done(): void {
    this.#answered?.();
  }
}
