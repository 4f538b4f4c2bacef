/**
 * The part of the graph that is in view, and how hands move it: drag, wheel, pinch and tap, by a cytoscape that holds no
 * elements and draws nothing. Not here: what is drawn (`drawing/graph-canvas.ts`), where the view should be (`stage-view.ts`).
 */
import cytoscape, { type Core } from 'cytoscape';
import type { Extent } from '../drawing/extent.ts';
import type { View } from '../drawing/graph-canvas.ts';
import type { Point } from '../layout/layout.ts';

export interface ViewportParts {
  host: HTMLElement;
  /** At a point of the graph. */
  ontap: (at: Point) => void;
  /** The view moved; by a hand or a command of the user, or by the program. */
  onmove: (byUser: boolean) => void;
}

export class Viewport {
  readonly #cy: Core;
  #quiet = false;

  constructor({ host, ontap, onmove }: ViewportParts) {
    this.#cy = cytoscape({ container: host, boxSelectionEnabled: false, minZoom: 0.01, maxZoom: 4 });
    this.#cy.on('tap', (event) => {
      ontap(event.position);
    });
    this.#cy.on('viewport', () => {
      onmove(!this.#quiet);
    });
  }

  get view(): View {
    return { zoom: this.zoom, pan: { ...this.#cy.pan() }, width: this.width, height: this.height };
  }

  get width(): number {
    return this.#cy.width();
  }

  get height(): number {
    return this.#cy.height();
  }

  get zoom(): number {
    return this.#cy.zoom();
  }

  /** In the graph's coordinates. */
  extent(): Extent {
    return this.#cy.extent();
  }

  /** Pans and zooms by the program do not count as the user's. */
  quietly(change: () => void): void {
    this.#quiet = true;
    change();
    this.#quiet = false;
  }

  /** The host has another size. */
  resize(): void {
    this.#cy.resize();
  }

  set(zoom: number, pan: Point): void {
    this.#cy.viewport({ zoom, pan });
  }

  zoomBy(factor: number): void {
    this.#cy.zoom({ level: this.zoom * factor, renderedPosition: { x: this.width / 2, y: this.height / 2 } });
  }

  panBy(x: number, y: number): void {
    this.#cy.panBy({ x, y });
  }

  /** Puts a point of the graph into the middle, of the upper part that is so high. */
  centreOn({ x, y }: Point, { height, zoom = this.zoom }: { height: number; zoom?: number }): void {
    this.set(zoom, { x: this.width / 2 - x * zoom, y: height / 2 - y * zoom });
  }

  destroy(): void {
    this.#cy.destroy();
  }
}
