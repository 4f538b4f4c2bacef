/**
 * What a person chose to fold, and for how long it is remembered: per lesson and cell, while the app runs.
 * Not here: what a choice makes visible (`folding.ts`).
 */
import type { GroupBy } from './grouping.ts';

export type FoldMode = GroupBy | 'none';

export const FOLD_MODES = ['auto', 'layer', 'line', 'none'] as const satisfies readonly FoldMode[];

export class FoldChoice {
  mode = $state<FoldMode>('auto');
  /** Groups opened or closed by hand, by their key; the others are as they were at first. */
  #byHand = $state.raw<Readonly<Record<string, boolean>>>({});

  choose(mode: FoldMode): void {
    this.mode = mode;
    this.#byHand = {};
  }

  set(keys: readonly string[], open: boolean): void {
    this.#byHand = { ...this.#byHand, ...Object.fromEntries(keys.map((key) => [key, open])) };
  }

  isOpen(key: string, atFirst: ReadonlySet<string>): boolean {
    return this.#byHand[key] ?? atFirst.has(key);
  }
}

export class FoldChoices {
  readonly #choices: Record<string, FoldChoice> = {};

  of(lesson: string, cell: string): FoldChoice {
    return (this.#choices[`${lesson}/${cell}`] ??= new FoldChoice());
  }
}
