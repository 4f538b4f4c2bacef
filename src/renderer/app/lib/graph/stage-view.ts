/**
 * The one place that talks to cytoscape: puts a laid-out graph on the screen, gives every element its classes, and keeps
 * the overlay in step with pan and zoom. The component decides what is shown; nothing here knows events or time.
 */
import cytoscape, { type Core } from 'cytoscape';
import { FONT, edgeClasses, layoutRequestOf, nodeClasses, type Moment, type Shown } from './elements.ts';
import { groupsOf, type Group } from './groups.ts';
import { MOST_WRAPPED, type Room } from './layout-wrap.ts';
import type { LayoutResult, Point } from './layout.ts';
import type { Fold } from './folding.ts';
import { drawLabels, drawMovement } from './overlay.ts';
import { drawGroups } from './overlay-groups.ts';
import { boxesOf, elementsOf, type Box } from './stage-elements.ts';
import { readColours, stylesheet, type Colours } from './style.ts';
import { transitionOf } from './transition.ts';

const PADDING = 28;
/** The row of buttons at the bottom, which a graph that fits leaves free. */
const BUTTONS = 32;
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

const TRANSITION_MS = 220;

/** The same graph, folded in another way. */
export interface FoldChange {
  /** A node of the run whose place on the screen stays. */
  anchor: number;
  animate: boolean;
}

export interface StageParts {
  host: HTMLElement;
  /** For the text, and over it for what moves. */
  labels: HTMLCanvasElement;
  movement: HTMLCanvasElement;
  onselect: (id: number | null) => void;
  /** The stage has another size, or text another one. */
  onroom: () => void;
  /** What the graph of forward (0) and of each order of backward is called. */
  groupName: (order: number) => string;
  /** Another part of the graph is in view. */
  onview: () => void;
}

export class StageView {
  readonly #cy: Core;
  readonly #labels: HTMLCanvasElement;
  readonly #movement: HTMLCanvasElement;
  readonly #host: HTMLElement;
  readonly #resized: ResizeObserver;
  readonly #groupName: (order: number) => string;
  #groups: readonly Group[] = [];
  #colours: Colours;
  #moment: Moment | null = null;
  /** What was last given to cytoscape, so that only changes are. */
  readonly #classes = new Map<string, string>();
  #shown: Shown = 'both';
  /** The user moved or zoomed: do not fit by itself any more. */
  #held = false;
  #fitting = false;
  /** The graph is larger than the view: keep the current event in it. */
  #following = false;
  /** A node was kept in its place on the screen: the view stays. */
  #anchored = false;
  #hostOf: Fold['host'] = (id) => id;
  /** Where all visible nodes are, for the map of a large graph. */
  boxes: readonly Box[] = [];

  constructor({ host, labels, movement, onselect, onroom, groupName, onview }: StageParts) {
    this.#groupName = groupName;
    this.#host = host;
    this.#labels = labels;
    this.#movement = movement;
    this.#colours = readColours(host);
    this.#cy = cytoscape({
      container: host,
      style: stylesheet(this.#colours),
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
      minZoom: 0.01,
      maxZoom: 4
    });
    this.#cy.on('tap', (event) => {
      const target = event.target as { isNode?: () => boolean; id?: () => string };
      onselect(target.isNode?.() && target.id ? Number(target.id()) : null);
    });
    this.#cy.on('render', () => {
      this.#draw();
    });
    this.#cy.on('viewport', () => {
      if (!this.#fitting) this.#held = true;
      onview();
    });
    this.#resized = new ResizeObserver(() => {
      const [width, height] = [this.#cy.width(), this.#cy.height()];
      this.#quietly(() => {
        this.#cy.resize();
        // What was in the middle stays there.
        if (this.#anchored || this.#held)
          this.#cy.panBy({ x: (this.#cy.width() - width) / 2, y: (this.#cy.height() - height) / 2 });
      });
      if (!this.#held) this.frame();
      onroom();
    });
    this.#resized.observe(host);
  }

  /** What a layout of so many nodes may fill; null while the stage is not to be seen, and where it does not matter. */
  room(nodes: number): Room | null {
    const [width, height] = [this.#host.clientWidth - 2 * PADDING, this.#host.clientHeight - 2 * PADDING - BUTTONS];
    if (nodes > MOST_WRAPPED || width < ROOM_STEP || height < ROOM_STEP) return null;
    const text = this.#colours.scale > 1 ? SMALLEST_TEXT.large : SMALLEST_TEXT.usual;
    const stepped = (length: number) => Math.floor(length / ROOM_STEP) * ROOM_STEP;
    return { width: stepped(width), height: stepped(height), enough: text / FONT.shape };
  }

  /** Another graph, or the same one folded in another way: then nodes move from where they, or their group, were. */
  setGraph(final: Fold, layout: LayoutResult, change: FoldChange | null = null): void {
    const [before, hostBefore] = [this.#positions(), this.#hostOf];
    this.#hostOf = final.host;
    this.#groups = groupsOf(layoutRequestOf(final).nodes, layout.positions);
    this.#classes.clear();
    this.boxes = boxesOf(final, layout);
    const elements = elementsOf(final, layout, this.boxes);
    const move = change
      ? transitionOf(this.boxes, before, { hostBefore, host: final.host, anchor: change.anchor })
      : null;
    this.#cy.batch(() => {
      this.#cy.elements().remove();
      this.#cy.add(elements);
      if (move && change?.animate) this.#cy.nodes().positions((node) => move.starts.get(node.id()) ?? node.position());
    });
    this.#anchored = move !== null;
    if (move) {
      const zoom = this.#cy.zoom();
      this.#quietly(() => this.#cy.panBy({ x: -move.shift.x * zoom, y: -move.shift.y * zoom }));
      if (change?.animate) this.#settle(layout);
    } else this.#held = false;
  }

  /** Nodes run to their places; what is drawn follows. */
  #settle(layout: LayoutResult): void {
    const positions = (id: string) => layout.positions[id] ?? { x: 0, y: 0 };
    this.#cy.nodes().forEach((node) => {
      node.animate({ position: positions(node.id()) }, { duration: TRANSITION_MS, easing: 'ease-out' });
    });
  }

  #positions(): Map<string, Point> {
    return new Map(this.#cy.nodes().map((node) => [node.id(), { ...node.position() }]));
  }

  /** Pans and zooms by the program do not count as the user's. */
  #quietly(change: () => void): void {
    this.#fitting = true;
    change();
    this.#fitting = false;
  }

  show(moment: Moment): void {
    this.#moment = moment;
    const shownChanged = moment.shown !== this.#shown;
    this.#shown = moment.shown;
    this.#cy.batch(() => {
      for (const node of moment.final.nodes.values()) this.#setClasses(String(node.id), nodeClasses(moment, node));
      for (const edge of moment.final.edges.values()) this.#setClasses(edge.id, edgeClasses(moment, edge));
    });
    if (shownChanged) this.frame();
    else this.#follow();
    this.#draw();
  }

  /** Only the moving things have moved. */
  move(moment: Moment): void {
    this.#moment = moment;
    drawMovement(this.#movement, this.#cy, moment, this.#colours);
  }

  restyle(): void {
    this.#colours = readColours(this.#host);
    this.#cy.style(stylesheet(this.#colours));
    this.#draw();
  }

  fit(): void {
    const elements = this.#cy.elements(':visible');
    this.#fitting = true;
    if (elements.nonempty() && this.#cy.width() > 2 * PADDING) {
      const padding = this.#groups.length > 0 ? FRAMED_PADDING : PADDING;
      const { x1, y1, w, h } = elements.boundingBox({ includeLabels: false });
      const width = this.#cy.width();
      const height = Math.max(this.#cy.height() - BUTTONS, 2 * padding + 1);
      const largest = LARGEST_FIT * Math.max(this.#colours.scale, 1);
      this.#cy.zoom(Math.min((width - 2 * padding) / w, (height - 2 * padding) / h, largest));
      const zoom = this.#cy.zoom();
      this.#cy.pan({ x: (width - w * zoom) / 2 - x1 * zoom, y: (height - h * zoom) / 2 - y1 * zoom });
    }
    this.#fitting = false;
    this.#held = false;
    this.#following = false;
    this.#anchored = false;
    this.#draw();
  }

  /** The part of the graph that is in view, in the graph's coordinates. */
  extent(): { x1: number; y1: number; x2: number; y2: number } {
    return this.#cy.extent();
  }

  /** Puts a point of the graph into the middle. */
  centreOn({ x, y }: Point): void {
    const zoom = this.#cy.zoom();
    this.#cy.pan({ x: this.#cy.width() / 2 - x * zoom, y: this.#cy.height() / 2 - y * zoom });
  }

  /** Puts a node into the middle, large enough to be read. */
  centre(id: number): void {
    const node = this.#cy.getElementById(String(id));
    if (node.empty() || node.hasClass('hidden')) return;
    const readable = SMALLEST_FRAME * Math.max(this.#colours.scale, 1);
    if (this.#cy.zoom() < readable) this.#cy.zoom(readable);
    this.#cy.center(node);
  }

  /** As `fit`, but a large graph stays readable and the view follows what happens. */
  frame(): void {
    if (this.#anchored) return;
    this.fit();
    const zoom = SMALLEST_FRAME * Math.max(this.#colours.scale, 1);
    if (this.#cy.zoom() >= zoom || this.#cy.elements().empty()) return;
    this.#fitting = true;
    this.#cy.zoom(zoom);
    const { x1, y1, h } = this.#cy.elements(':visible').boundingBox({ includeLabels: false });
    this.#cy.pan({
      x: PADDING - x1 * zoom,
      y: (this.#cy.height() - h * zoom) / 2 - y1 * zoom
    });
    this.#fitting = false;
    this.#following = true;
    this.#follow();
  }

  zoomBy(factor: number): void {
    const renderedPosition = { x: this.#cy.width() / 2, y: this.#cy.height() / 2 };
    this.#cy.zoom({ level: this.#cy.zoom() * factor, renderedPosition });
  }

  panBy(x: number, y: number): void {
    this.#cy.panBy({ x, y });
  }

  /** Brings a node into view if it is not. */
  reveal(id: number): void {
    const node = this.#cy.getElementById(String(id));
    if (node.empty() || node.hasClass('hidden')) return;
    const box = node.renderedBoundingBox();
    const inside = box.x1 >= 0 && box.y1 >= 0 && box.x2 <= this.#cy.width() && box.y2 <= this.#cy.height();
    if (inside) return;
    const held = this.#held;
    this.#cy.center(node);
    this.#held = held;
  }

  #follow(): void {
    if (!this.#following || this.#held || !this.#moment) return;
    const [subject] = this.#moment.activity.nodes;
    if (subject !== undefined) this.reveal(subject);
  }

  destroy(): void {
    this.#resized.disconnect();
    this.#cy.destroy();
  }

  #setClasses(id: string, classes: string): void {
    if (this.#classes.get(id) === classes) return;
    this.#classes.set(id, classes);
    this.#cy.getElementById(id).classes(id.includes('>') ? `${classes} ${this.#course(id)}` : classes);
  }

  /** Edges that the layout bends, and parallel ones. */
  #course(id: string): string {
    if (Array.isArray(this.#cy.getElementById(id).data('weights'))) return 'bent';
    if (this.#cy.getElementById(id).data('targetEnd') !== undefined) return '';
    const plain = id.split('#')[0] ?? id;
    return this.#cy.getElementById(`${plain}#2`).nonempty() ? 'bow' : '';
  }

  #draw(): void {
    if (!this.#moment) return;
    drawLabels(this.#labels, this.#cy, this.#moment, this.#colours);
    const groups = { groups: this.#groups, shown: this.#moment.shown, name: this.#groupName };
    drawGroups(this.#labels, this.#cy, groups, this.#colours);
    drawMovement(this.#movement, this.#cy, this.#moment, this.#colours);
  }
}
