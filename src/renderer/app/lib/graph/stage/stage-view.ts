/**
 * The graph on the screen: takes a laid-out graph and a moment, decides which part is in view, and has the canvases drawn
 * when something has changed. The component decides what is shown; nothing here knows events or time.
 */
import { boxAt, boxesOf, type Box } from './boxes.ts';
import { readColours, type Colours } from '../drawing/colours.ts';
import { framesOf, type Frame } from '../drawing/frames.ts';
import { extentOfAll, type Extent } from '../drawing/extent.ts';
import { extentOfPlace, geometryOf } from '../drawing/geometry.ts';
import { GraphCanvas } from '../drawing/graph-canvas.ts';
import type { Place } from '../drawing/shape.ts';
import { FONT, type Moment, type Shown } from '../drawing/elements.ts';
import type { Fold } from '../fold/folding.ts';
import { MOST_WRAPPED, type Room } from '../layout/layout-wrap.ts';
import type { LayoutNode, LayoutResult, Point } from '../layout/layout.ts';
import { move, transitionOf } from './transition.ts';
import { Viewport } from './viewport.ts';

const PADDING = 28;
/** The row of buttons at the bottom, which the graph leaves free; as large as the text. */
const BUTTONS = 40;
/** Where graphs have frames with names. */
const FRAMED_PADDING = 44;
/** A small graph is not blown up beyond this. */
const LARGEST_FIT = 1.25;
/** By itself the view is never smaller than this; it follows the current event instead. */
const SMALLEST_FRAME = 0.42;

/** The smallest text of a small graph, in pixels on the screen: as usual, and where the theme asks for large text. */
const SMALLEST_TEXT = { usual: 13, large: 20 } as const;
/** The stage's size counts in such steps, so that moving a divider does not lay out with every pixel. */
const ROOM_STEP = 24;

/** The same graph, folded in another way. */
export interface FoldChange {
  /** A node of the run whose place on the screen stays. */
  anchor: number;
  animate: boolean;
}

export interface StageParts {
  host: HTMLElement;
  /** For the graph, and over it for what moves. */
  resting: HTMLCanvasElement;
  moving: HTMLCanvasElement;
  onselect: (id: number | null) => void;
  /** The stage has another size, or text another one. */
  onroom: () => void;
  /** What the graph of forward (0) and of each order of backward is called. */
  frameName: (order: number) => string;
  /** Another part of the graph is in view. */
  onview: () => void;
}

export class StageView {
  readonly #viewport: Viewport;
  readonly #canvas: GraphCanvas;
  readonly #host: HTMLElement;
  readonly #resized: ResizeObserver;
  readonly #frameName: (order: number) => string;
  #frames: readonly Frame[] = [];
  #colours: Colours;
  #moment: Moment | null = null;
  #shown: Shown = 'both';
  /** The user moved or zoomed: do not fit by itself any more. */
  #held = false;
  /** The graph is larger than the view: keep the current event in it. */
  #following = false;
  /** A node was kept in its place on the screen: the view stays. */
  #anchored = false;
  #hostOf: Fold['host'] = (id) => id;
  /** A drawing that is due with the next frame. */
  #due: number | null = null;
  #stopMove: (() => void) | null = null;
  /** Where all visible nodes are, for the map of a large graph. */
  boxes: readonly Box[] = [];

  constructor({ host, resting, moving, onselect, onroom, frameName, onview }: StageParts) {
    this.#frameName = frameName;
    this.#host = host;
    this.#canvas = new GraphCanvas(resting, moving);
    this.#colours = readColours(host);
    this.#viewport = new Viewport({
      host,
      ontap: (at) => {
        const box = boxAt(this.boxes, at);
        onselect(box && !this.#isHidden(box.id) ? box.id : null);
      },
      onmove: (byUser) => {
        if (byUser) this.#held = true;
        this.#schedule();
        onview();
      }
    });
    this.#resized = new ResizeObserver(() => {
      const [width, height] = [this.#viewport.width, this.#viewport.height];
      this.#viewport.quietly(() => {
        this.#viewport.resize();
        // What was in the middle stays there.
        if (this.#anchored || this.#held)
          this.#viewport.panBy((this.#viewport.width - width) / 2, (this.#viewport.height - height) / 2);
      });
      if (!this.#held) this.frame();
      this.#draw();
      onroom();
    });
    this.#resized.observe(host);
  }

  /** What a layout of so many nodes may fill; null while the stage is not to be seen, and where it does not matter. */
  room(nodes: number): Room | null {
    const [width, height] = [
      this.#host.clientWidth - 2 * PADDING,
      this.#host.clientHeight - 2 * PADDING - this.#buttons
    ];
    if (nodes > MOST_WRAPPED || width < ROOM_STEP || height < ROOM_STEP) return null;
    const text = this.#colours.scale > 1 ? SMALLEST_TEXT.large : SMALLEST_TEXT.usual;
    const stepped = (length: number) => Math.floor(length / ROOM_STEP) * ROOM_STEP;
    return { width: stepped(width), height: stepped(height), enough: text / FONT.shape };
  }

  /** Another graph, or the same one folded in another way: then nodes move from where they, or their group, were. */
  setGraph(
    fold: Fold,
    { nodes, layout }: { nodes: readonly LayoutNode[]; layout: LayoutResult },
    change: FoldChange | null = null
  ): void {
    this.#stopMove?.();
    const [before, hostBefore] = [this.#canvas.geometry.places, this.#hostOf];
    this.#hostOf = fold.host;
    this.#frames = framesOf(nodes, layout.positions);
    this.boxes = boxesOf(fold, nodes, layout);
    const place = (positions: LayoutResult['positions']) => {
      this.#canvas.geometry = geometryOf(fold, nodes, { ...layout, positions });
    };
    place(layout.positions);
    this.#anchored = change !== null;
    if (!change) {
      this.#held = false;
      return;
    }
    const { shift, starts } = transitionOf(this.boxes, before, { hostBefore, host: fold.host, anchor: change.anchor });
    const { zoom } = this.#viewport;
    this.#viewport.quietly(() => {
      this.#viewport.panBy(-shift.x * zoom, -shift.y * zoom);
    });
    if (!change.animate) return;
    this.#stopMove = move(starts, layout.positions, (positions) => {
      place(positions);
      this.#draw();
    });
  }

  show(moment: Moment): void {
    this.#moment = moment;
    const shownChanged = moment.shown !== this.#shown;
    this.#shown = moment.shown;
    if (shownChanged) this.frame();
    else this.#follow();
    this.#draw();
  }

  /** Only the moving things have moved. */
  move(moment: Moment): void {
    this.#moment = moment;
    if (this.#due === null) this.#canvas.move(moment, this.#viewport.view, this.#colours);
  }

  restyle(): void {
    this.#colours = readColours(this.#host);
    this.#draw();
  }

  fit(): void {
    const extent = this.#visible();
    const { width } = this.#viewport;
    if (extent && width > 2 * PADDING) {
      const padding = this.#frames.length > 0 ? FRAMED_PADDING : PADDING;
      const [w, h] = [extent.x2 - extent.x1, extent.y2 - extent.y1];
      const height = Math.max(this.#free, 2 * padding + 1);
      const largest = LARGEST_FIT * Math.max(this.#colours.scale, 1);
      const zoom = Math.min((width - 2 * padding) / w, (height - 2 * padding) / h, largest);
      const pan = { x: (width - w * zoom) / 2 - extent.x1 * zoom, y: (height - h * zoom) / 2 - extent.y1 * zoom };
      this.#viewport.quietly(() => {
        this.#viewport.set(zoom, pan);
      });
    }
    this.#held = false;
    this.#following = false;
    this.#anchored = false;
    this.#schedule();
  }

  /** The part of the graph that is in view, in the graph's coordinates. */
  extent(): Extent {
    return this.#viewport.extent();
  }

  /** Puts a point of the graph into the middle. */
  centreOn(point: Point): void {
    this.#viewport.centreOn(point, { height: this.#free });
  }

  /** Puts a node into the middle, large enough to be read. */
  centre(id: number): void {
    const place = this.#place(id);
    const readable = SMALLEST_FRAME * Math.max(this.#colours.scale, 1);
    const zoom = Math.max(this.#viewport.zoom, readable);
    if (place) this.#viewport.centreOn(place, { height: this.#free, zoom });
  }

  /** As `fit`, but a large graph stays readable and the view follows what happens. */
  frame(): void {
    if (this.#anchored) return;
    this.fit();
    const zoom = SMALLEST_FRAME * Math.max(this.#colours.scale, 1);
    const extent = this.#visible();
    if (this.#viewport.zoom >= zoom || !extent) return;
    const middle = (this.#free - (extent.y2 - extent.y1) * zoom) / 2;
    this.#viewport.quietly(() => {
      this.#viewport.set(zoom, { x: PADDING - extent.x1 * zoom, y: middle - extent.y1 * zoom });
    });
    this.#following = true;
    this.#follow();
  }

  zoomBy(factor: number): void {
    this.#viewport.zoomBy(factor);
  }

  panBy(x: number, y: number): void {
    this.#viewport.panBy(x, y);
  }

  /** Brings a node into view if it is not. */
  reveal(id: number): void {
    const place = this.#place(id);
    if (!place) return;
    const [box, seen] = [extentOfPlace(place), this.extent()];
    // Under the buttons is not in view.
    seen.y2 -= this.#buttons / this.#viewport.zoom;
    if (box.x1 >= seen.x1 && box.y1 >= seen.y1 && box.x2 <= seen.x2 && box.y2 <= seen.y2) return;
    this.#viewport.quietly(() => {
      this.#viewport.centreOn(place, { height: this.#free });
    });
  }

  #follow(): void {
    if (!this.#following || this.#held || !this.#moment) return;
    const [subject] = this.#moment.activity.nodes;
    if (subject !== undefined) this.reveal(subject);
  }

  destroy(): void {
    this.#stopMove?.();
    if (this.#due !== null) cancelAnimationFrame(this.#due);
    this.#resized.disconnect();
    this.#viewport.destroy();
  }

  get #buttons(): number {
    return BUTTONS * Math.max(this.#colours.scale, 1);
  }

  /** The height over the buttons. */
  get #free(): number {
    return this.#viewport.height - this.#buttons;
  }

  #place(id: number): Place | null {
    return this.#isHidden(id) ? null : (this.#canvas.geometry.places.get(id) ?? null);
  }

  #isHidden(id: number): boolean {
    return this.#shown !== 'both' && this.#moment?.final.nodes.get(id)?.pass !== this.#shown;
  }

  #visible(): Extent | null {
    const places = [...this.#canvas.geometry.places].filter(([id]) => !this.#isHidden(id));
    return extentOfAll(places.map(([, place]) => extentOfPlace(place)));
  }

  /** Many changes before the next frame are drawn once. */
  #schedule(): void {
    this.#due ??= requestAnimationFrame(() => {
      this.#draw();
    });
  }

  #draw(): void {
    if (this.#due !== null) cancelAnimationFrame(this.#due);
    this.#due = null;
    if (!this.#moment) return;
    const { view } = this.#viewport;
    const frames = { frames: this.#frames, shown: this.#moment.shown, name: this.#frameName };
    this.#canvas.draw(this.#moment, frames, view, this.#colours);
    this.#canvas.move(this.#moment, view, this.#colours);
  }
}
