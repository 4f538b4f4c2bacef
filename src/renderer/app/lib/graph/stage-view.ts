/**
 * The one place that talks to cytoscape: puts a laid-out graph on the screen, gives every element its classes, and keeps
 * the overlay in step with pan and zoom. The component decides what is shown; nothing here knows events or time.
 */
import cytoscape, { type Core } from 'cytoscape';
import {
  FONT,
  drawableEdges,
  edgeClasses,
  layoutRequestOf,
  nodeClasses,
  portsOf,
  type Moment,
  type Shown
} from './elements.ts';
import { groupsOf, type Group } from './groups.ts';
import { MOST_WRAPPED, type Room } from './layout-wrap.ts';
import type { LayoutResult } from './layout.ts';
import { drawLabels, drawMovement } from './overlay.ts';
import { drawGroups } from './overlay-groups.ts';
import type { Picture } from './picture.ts';
import { readColours, stylesheet, type Colours } from './style.ts';

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

  constructor({ host, labels, movement, onselect, onroom, groupName }: StageParts) {
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
      minZoom: 0.04,
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
    });
    this.#resized = new ResizeObserver(() => {
      this.#fitting = true;
      this.#cy.resize();
      this.#fitting = false;
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

  /** Another graph, or more of the same: nodes that were there keep what they can, the layout says where all are. */
  setGraph(final: Picture, layout: LayoutResult): void {
    const sizes = layoutRequestOf(final).nodes;
    const ports = portsOf(final, layout);
    this.#groups = groupsOf(sizes, layout.positions);
    this.#classes.clear();
    this.#cy.batch(() => {
      this.#cy.elements().remove();
      for (const { id, width, height } of sizes) {
        const position = layout.positions[id];
        if (position) this.#cy.add({ group: 'nodes', data: { id, width, height }, position });
      }
      for (const edge of drawableEdges(final)) {
        const bend = layout.bends[edge.id];
        const ends = { id: edge.id, source: String(edge.from), target: String(edge.to) };
        if (layout.positions[ends.source] && layout.positions[ends.target])
          this.#cy.add({ group: 'edges', data: { ...ends, ...bend, ...ports.get(edge.id) } });
      }
    });
    this.#held = false;
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
    this.#draw();
  }

  /** As `fit`, but a large graph stays readable and the view follows what happens. */
  frame(): void {
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
