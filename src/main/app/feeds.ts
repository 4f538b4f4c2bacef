/** What main tells the page without being asked: notices (kept for those who come later) and chosen menu actions. */
import type { Notice } from '@ipc/app.ts';
import type { Sink } from '@ipc/envelope.ts';

export class Feed<T> {
  readonly #sinks = new Set<Sink<T>>();

  get heard(): boolean {
    return this.#sinks.size > 0;
  }

  send(event: T): void {
    for (const sink of this.#sinks) sink.send(event);
  }

  add(sink: Sink<T>): void {
    this.#sinks.add(sink);
    sink.onClose(() => this.#sinks.delete(sink));
  }
}

export class Notices {
  readonly #feed = new Feed<Notice>();
  readonly #said: Notice[] = [];

  /** Says each thing once; a process that was started again is said each time. */
  push(notice: Notice): void {
    if (notice.code !== 'engine-restarted') {
      if (this.#said.some(({ code }) => code === notice.code)) return;
      this.#said.push(notice);
    }
    this.#feed.send(notice);
  }

  add(sink: Sink<Notice>): void {
    for (const notice of this.#said) sink.send(notice);
    this.#feed.add(sink);
  }
}
