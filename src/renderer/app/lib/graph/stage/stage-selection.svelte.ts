/**
 * What is selected on one stage, a node of the run or a closed group, and what opening, closing and finding do to it.
 * Not here: keys (`stage-keys.ts`, `large-keys.ts`), what a group is (`grouping.ts`).
 */
import type { Group } from '../fold/grouping.ts';
import type { StageFold } from '../fold/stage-fold.svelte.ts';
import type { StageLayout } from './stage-layout.svelte.ts';
import type { StageView } from './stage-view.ts';

export interface StageSelectionParts {
  view: () => StageView | null;
  fold: StageFold;
  layout: StageLayout;
  /** The selected node of the run, which the stage shares with inspector and table. */
  selected: () => number | null;
  onselect: (id: number | null) => void;
}

export class StageSelection {
  /** The closed group that is selected. */
  group: number | null = $state(null);
  readonly #parts: StageSelectionParts;
  /** What was found and is to be shown as soon as it is on the screen. */
  #found: number | null = null;

  constructor(parts: StageSelectionParts) {
    this.#parts = parts;
  }

  /** The visible node that is selected. */
  get visible(): number | null {
    const selected = this.#parts.selected();
    return this.group ?? (selected === null ? null : this.#parts.layout.drawn.host(selected));
  }

  /** The node of the run that is selected, or that exists first in the selected group. */
  get node(): number | null {
    return this.group === null ? this.#parts.selected() : (this.#parts.fold.group(this.group)?.first ?? null);
  }

  select(id: number | null): void {
    this.group = id !== null && id < 0 ? id : null;
    this.#parts.onselect(this.group === null ? id : null);
  }

  /** A click opens a closed group. */
  pick(id: number | null): void {
    if (id !== null && id < 0) this.#open(id);
    else this.select(id);
  }

  /** Opens a group; keyboards go on from what was in it. */
  enter(id: number): void {
    const first = this.#open(id);
    this.select(first === null ? null : this.#parts.fold.fold.host(first));
  }

  close(which: Group): void {
    const { fold, layout } = this.#parts;
    layout.anchor = which.functions[0]?.id ?? which.variables[0]?.id ?? null;
    fold.close(which);
    this.select(which.id);
  }

  /** Selects a node of the run and brings it into view, out of closed groups too. */
  find(id: number): void {
    this.select(id);
    this.#found = id;
    if (this.#parts.fold.fold.host(id) === id) this.show();
    else this.#parts.fold.unhide(id);
  }

  /** What was found, if it is on the screen by now. */
  show(): void {
    if (this.#found === null || this.#parts.layout.drawn.host(this.#found) !== this.#found) return;
    this.#parts.view()?.centre(this.#found);
    this.#found = null;
  }

  #open(id: number): number | null {
    const { fold, layout } = this.#parts;
    const first = fold.group(id)?.first ?? null;
    layout.anchor = first;
    this.select(null);
    fold.open(id);
    return first;
  }
}
