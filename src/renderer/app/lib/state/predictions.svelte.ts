/**
 * Prediction before reveal: what the learner guessed for a cell, and what came out. Kept in this browser profile only,
 * as nothing else depends on it.
 */
export interface Prediction {
  /** null: the learner wanted to see it without guessing. */
  guess: number | null;
  result: number | null;
}

export class Predictions {
  #all = $state.raw<Readonly<Record<string, Prediction>>>({});
  readonly #key: string;

  constructor(lesson: string) {
    this.#key = `predictions:${lesson}`;
    this.#all = read(localStorage.getItem(this.#key));
  }

  has(cell: string): boolean {
    return this.#all[cell] !== undefined;
  }

  get(cell: string): Prediction | null {
    return this.#all[cell] ?? null;
  }

  guess(cell: string, guess: number | null): void {
    this.#set(cell, { guess, result: null });
  }

  reveal(cell: string, result: number | null): void {
    const one = this.#all[cell];
    if (one && result !== null) this.#set(cell, { ...one, result });
  }

  forget(cell: string): void {
    this.#write(Object.fromEntries(Object.entries(this.#all).filter(([one]) => one !== cell)));
  }

  #set(cell: string, one: Prediction): void {
    this.#write({ ...this.#all, [cell]: one });
  }

  #write(all: Readonly<Record<string, Prediction>>): void {
    this.#all = all;
    localStorage.setItem(this.#key, JSON.stringify(all));
  }
}

function read(text: string | null): Record<string, Prediction> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, Prediction>) : {};
  } catch {
    // Not ours: somebody else wrote under this key. A guess is worth less than a start that works.
    return {};
  }
}
