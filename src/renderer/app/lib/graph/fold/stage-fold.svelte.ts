/**
 * The folded graph of one stage: follows the playback's complete graph and the person's choice, and changes the choice
 * when a group is opened or closed. Not here: drawing, keys, and how long a choice is kept (`fold-choice.svelte.ts`).
 */
import type { FoldChoice } from './fold-choice.svelte.ts';
import {
  fold,
  groupsAround,
  MOST_UNFOLDED,
  MOST_VISIBLE,
  openAtFirst,
  unfolded,
  type Fold,
  type GroupNode
} from './folding.ts';
import { groupsOf, NO_GROUPS, type Group, type Groups } from './grouping.ts';
import type { Playback } from '../playback/playback.svelte.ts';
import type { Translate } from '../words/sentence.ts';

export interface StageFoldParts {
  playback: () => Playback;
  choice: () => FoldChoice;
  t: () => Translate;
}

export class StageFold {
  readonly #parts: StageFoldParts;
  readonly #final = $derived.by(() => this.#parts.playback().finalPicture);
  readonly #groups: Groups = $derived.by(() => {
    const { mode } = this.#parts.choice();
    if (mode === 'layer' || mode === 'line') return groupsOf(this.#final, mode);
    const most = mode === 'none' ? MOST_VISIBLE : MOST_UNFOLDED;
    return this.#final.nodes.size <= most ? NO_GROUPS : groupsOf(this.#final, 'auto');
  });
  readonly #atFirst = $derived.by(() => openAtFirst(this.#groups));

  readonly fold: Fold = $derived.by(() => {
    if (this.#groups.all.length === 0) return unfolded(this.#final);
    const choice = this.#parts.choice();
    return fold(
      this.#final,
      this.#groups,
      (key) => choice.isOpen(key, this.#atFirst),
      (group) => this.words(group)
    );
  });

  constructor(parts: StageFoldParts) {
    this.#parts = parts;
  }

  /** The closed group of this id. */
  group(id: number): GroupNode | null {
    const node = this.fold.nodes.get(id);
    return node?.kind === 'group' ? node : null;
  }

  open(id: number): void {
    const group = this.group(id);
    if (group) this.#parts.choice().set([group.key], true);
  }

  close(group: Group): void {
    this.#parts.choice().set([group.key], false);
  }

  /** The innermost open group around a node of the run; null when there is none. */
  around(id: number): Group | null {
    return groupsAround(this.fold, id).findLast((group) => this.fold.open.includes(group)) ?? null;
  }

  /** Opens all groups around a node. */
  unhide(id: number): void {
    this.#parts.choice().set(
      groupsAround(this.fold, id).map(({ key }) => key),
      true
    );
  }

  words(group: Group): { title: string; detail: string } {
    const t = this.#parts.t();
    const { from, to, functions, size } = group;
    const [only] = functions;
    const detail = functions.length === 1 && only ? only.name : t('graph.group.count', { n: size });
    switch (group.of) {
      case 'layer':
        return { title: group.name, detail };
      case 'line':
        return { title: t('graph.group.line', { line: from }), detail };
      case 'turn':
        return { title: t('graph.group.turn', { n: from }), detail };
      case 'part':
        return { title: t(group.turns ? 'graph.group.turns' : 'graph.group.part', { from, to }), detail };
      case 'loose':
        return { title: t('graph.group.loose'), detail };
      default:
        return group.of satisfies never;
    }
  }
}
