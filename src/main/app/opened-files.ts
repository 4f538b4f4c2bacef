/**
 * Files that somebody opened with the app: by a double click (the arguments of this process, or of a second one that then
 * ends), or as macOS tells it. They wait until a page listens. Not here: what is in them.
 */
import path from 'node:path';

/** More at once is an accident: thirty files are dropped on the window. */
const MOST = 200;
const OURS = /\.dzrun$/i;

/** The files among a process's arguments; switches and everything else is passed over. */
export const filesIn = (args: readonly string[], folder: string): string[] =>
  args.filter((arg) => !arg.startsWith('-') && OURS.test(arg)).map((arg) => path.resolve(folder, arg));

export class OpenedFiles {
  #waiting: string[] = [];
  #take: ((file: string) => void) | null = null;

  add(files: readonly string[]): void {
    this.#waiting = [...this.#waiting, ...files].slice(0, MOST);
    this.#pass();
  }

  /** From now on this one gets them, and what waited; returns the function that stops it. */
  listen(take: (file: string) => void): () => void {
    this.#take = take;
    this.#pass();
    return () => {
      if (this.#take === take) this.#take = null;
    };
  }

  #pass(): void {
    if (!this.#take) return;
    for (const file of this.#waiting.splice(0)) this.#take(file);
  }
}
