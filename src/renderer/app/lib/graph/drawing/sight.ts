/** How the graph is looked at: what is drawn in screen pixels over it keeps its size when the graph becomes small. */
import type { Point } from '../layout/layout.ts';
import type { Extent } from './extent.ts';

export interface Sight {
  zoom: number;
  pan: Point;
  /** Of the canvas; what would leave it at the top or bottom is kept inside. */
  width: number;
  height: number;
  /** The theme's size of text against the usual one. */
  scale: number;
  /** How wide a bold text is. */
  measure: (text: string, size: number) => number;
}

/** A picture of its own: one pixel of the graph is one pixel, and nothing ends. */
export const PLAIN_SIGHT: Sight = {
  ...{ zoom: 1, pan: { x: 0, y: 0 }, width: Infinity, height: Infinity, scale: 1 },
  measure: (text, size) => text.length * size * 0.6
};

/** The part of the graph in sight. */
export function extentOfSight({ zoom, pan, width, height }: Sight): Extent {
  return { x1: -pan.x / zoom, y1: -pan.y / zoom, x2: (width - pan.x) / zoom, y2: (height - pan.y) / zoom };
}
