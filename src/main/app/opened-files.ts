/**
 * Files that somebody opened with the app: by a double click (the arguments of this process, or of a second one that then
 * ends), or as macOS tells it. They wait until a page listens. Not here: what is in them.
 */
import path from 'node:path';

/** More at once is an accident: thirty files are dropped on the window. */
const MOST = 200;
/** A run that was handed in; a class pack. */
export type Ending = '.dzrun' | '.dzpack';
const ENDINGS: readonly string[] = ['.dzrun', '.dzpack'] satisfies Ending[];

const endingOf = (file: string): string => path.extname(file).toLowerCase();

/** The files among a process's arguments; switches and everything else is passed over. */
export const filesIn = (args: readonly string[], folder: string): string[] =>
  args.filter((arg) => !arg.startsWith('-') && ENDINGS.includes(endingOf(arg))).map((arg) => path.resolve(folder, arg));

export class OpenedFiles {
  #waiting: string[] = [];
  readonly #takers = new Map<string, (file: string) => void>();

  add(files: readonly string[]): void {
    this.#waiting = [...this.#waiting, ...files].slice(0, MOST);
    this.#pass();
  }

  /** From now on this one gets those with this ending, and what waited; returns the function that stops it. */
  listen(ending: Ending, take: (file: string) => void): () => void {
    this.#takers.set(ending, take);
    this.#pass();
    return () => {
      if (this.#takers.get(ending) === take) this.#takers.delete(ending);
    };
  }

  #pass(): void {
    const files = this.#waiting;
    this.#waiting = files.filter((file) => !this.#takers.has(endingOf(file)));
    for (const file of files) this.#takers.get(endingOf(file))?.(file);
  }
}
