/**
 * The layout loop of one stage: whenever the folded graph has another structure it is laid out in the worker and put on
 * the screen, one layout at a time. One layout serves the complete graph, so that what is drawn grows into places that
 * never move. Not here: which graph (`stage-fold.svelte.ts`), drawing (`stage-view.ts`).
 */
import { layoutRequestOf, type Moment } from '../drawing/elements.ts';
import { unfolded, type Fold } from '../fold/folding.ts';
import { LayoutClient } from '../layout/layout-client.ts';
import type { Room } from '../layout/layout-wrap.ts';
import type { LayoutNode, LayoutRequest, LayoutResult } from '../layout/layout.ts';
import type { View } from './minimap.ts';
import { EMPTY_PICTURE } from '../picture/picture.ts';
import type { StageView } from './stage-view.ts';

export interface StageLayoutParts {
  view: () => StageView | null;
  fold: () => Fold;
  /** The moment to show when a layout is there. */
  moment: () => Moment;
  /** The graph still grows. */
  growing: () => boolean;
  reducedMotion: () => boolean;
}

/** A graph that grows is laid out at most so often. */
const GROWING_MS = 300;
/** Larger graphs change without a movement. */
const MOST_MOVED = 150;

export class StageLayout {
  /** The graph as it was laid out last: what is on the screen. */
  drawn: Fold = $state.raw(unfolded(EMPTY_PICTURE));
  /** Sizes and places of what is on the screen. */
  placed = $state.raw<{ fold: Fold; layout: LayoutResult; nodes: readonly LayoutNode[] } | null>(null);
  /** Counts layouts that were put on the screen. */
  count = $state(0);
  failure: string | null = $state(null);
  boxes: StageView['boxes'] = $state.raw([]);
  extent: View | null = $state.raw(null);
  /** A node of the run that keeps its place when a group opens or closes. */
  anchor: number | null = null;

  readonly #parts: StageLayoutParts;
  readonly #client = new LayoutClient();
  #room: Room | null = $state.raw(null);
  readonly #request = $derived.by((): LayoutRequest => {
    const wanted = layoutRequestOf(this.#parts.fold());
    return this.#room ? { ...wanted, room: this.#room } : wanted;
  });
  /** Another graph, even of the same size, is laid out again; the same graph with other values is not. */
  readonly structure = $derived(JSON.stringify(this.#request));
  #busy = false;
  #done = '';

  constructor(parts: StageLayoutParts) {
    this.#parts = parts;
  }

  /** The stage has another size, or the graph another number of nodes. */
  measure(): void {
    this.#room = this.#parts.view()?.room(this.#parts.fold().nodes.size) ?? this.#room;
  }

  /** Another part of the graph is in view. */
  look(): void {
    this.extent = this.#parts.view()?.extent() ?? null;
  }

  /** The folded graph has changed: values alone need no layout. */
  follow(fold: Fold): void {
    if (this.structure === this.#done) this.drawn = fold;
    else void this.#lay();
  }

  destroy(): void {
    this.#client.destroy();
  }

  async #lay(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#parts.view() && this.#done !== this.structure) {
        const [fold, anchor, asked] = [this.#parts.fold(), this.anchor, this.structure];
        this.anchor = null;
        const layout = await this.#client.layout(this.#request);
        this.#done = asked;
        this.#put(fold, layout, anchor);
        if (this.#parts.growing() && this.count > 1) await new Promise((later) => setTimeout(later, GROWING_MS));
      }
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      this.#busy = false;
    }
  }

  #put(fold: Fold, layout: LayoutResult, anchor: number | null): void {
    const view = this.#parts.view();
    const { nodes } = layoutRequestOf(fold);
    this.failure = null;
    this.drawn = fold;
    this.placed = { fold, layout, nodes };
    const animate = !this.#parts.reducedMotion() && fold.nodes.size <= MOST_MOVED;
    view?.setGraph(fold, { nodes, layout }, anchor === null ? null : { anchor, animate });
    view?.show(this.#parts.moment());
    view?.frame();
    this.boxes = view?.boxes ?? [];
    this.look();
    this.count += 1;
  }
}
