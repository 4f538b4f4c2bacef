/**
 * What everything on the stage and in exports is drawn with: boxes, lines and text as plain data, so that the screen,
 * pictures, vector files and animations show the same. Not here: formats (`paint.ts`, `../export/svg.ts`).
 */
import type { LayoutNode, Point } from '../layout/layout.ts';
import { extentOfPoints, type Extent } from './extent.ts';

export interface Paint {
  fill: string | null;
  stroke: string | null;
  width: number;
  dash: readonly number[];
  opacity: number;
}

export interface BoxShape {
  kind: 'box';
  x: number;
  y: number;
  width: number;
  height: number;
  radius: number;
  paint: Paint;
  node?: number;
}

export interface LineShape {
  kind: 'line';
  points: readonly Point[];
  closed: boolean;
  paint: Paint;
}

/** Centred at its point, and narrower where its room is less. */
export interface TextShape {
  kind: 'text';
  x: number;
  y: number;
  text: string;
  /** Follows the text in a lighter face. */
  tail?: { text: string; size: number; fill: string };
  size: number;
  weight: 400 | 600 | 700;
  paint: Paint;
  room: number;
}

export type Shape = BoxShape | LineShape | TextShape;

/** A node where it was laid out. */
export type Place = LayoutNode & Point;

export const paint = (change: Partial<Paint>): Paint => ({
  fill: null,
  stroke: null,
  width: 0,
  dash: [],
  opacity: 1,
  ...change
});

/** Of a box or line with its stroke, and of nothing else: text stands in a box. */
export function extentOfShape(shape: Shape): Extent {
  const by = shape.paint.width / 2 + 1;
  const { x1, y1, x2, y2 } = shape.kind === 'line' ? extentOfPoints(shape.points) : boxOf(shape);
  return { x1: x1 - by, y1: y1 - by, x2: x2 + by, y2: y2 + by };
}

function boxOf(shape: BoxShape | TextShape): Extent {
  const { x, y } = shape;
  return shape.kind === 'text'
    ? { x1: x, y1: y, x2: x, y2: y }
    : { x1: x, y1: y, x2: x + shape.width, y2: y + shape.height };
}
