/**
 * The map of a large graph: where its nodes are in a small rectangle, and back. Pure, and the drawing on a canvas.
 * Not here: when it is shown, and dragging (`Minimap.svelte`).
 */
import type { Point } from '../layout/layout.ts';
import type { Box } from './boxes.ts';

export interface View {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Graph to map: map = graph * scale + offset. */
export interface MapScale extends Point {
  scale: number;
}

const MARGIN = 4;

export function extentOfBoxes(boxes: readonly Box[]): View {
  const view = { x1: Infinity, y1: Infinity, x2: -Infinity, y2: -Infinity };
  for (const { x, y, width, height } of boxes) {
    view.x1 = Math.min(view.x1, x - width / 2);
    view.y1 = Math.min(view.y1, y - height / 2);
    view.x2 = Math.max(view.x2, x + width / 2);
    view.y2 = Math.max(view.y2, y + height / 2);
  }
  return view;
}

/** Whether part of the graph is out of sight. */
export function exceeds(graph: View, view: View): boolean {
  return graph.x1 < view.x1 || graph.y1 < view.y1 || graph.x2 > view.x2 || graph.y2 > view.y2;
}

export function mapScale(graph: View, width: number, height: number): MapScale {
  const [w, h] = [Math.max(graph.x2 - graph.x1, 1), Math.max(graph.y2 - graph.y1, 1)];
  const scale = Math.min((width - 2 * MARGIN) / w, (height - 2 * MARGIN) / h);
  return { scale, x: (width - w * scale) / 2 - graph.x1 * scale, y: (height - h * scale) / 2 - graph.y1 * scale };
}

export function toGraph(map: MapScale, point: Point): Point {
  return { x: (point.x - map.x) / map.scale, y: (point.y - map.y) / map.scale };
}

export interface MapColours {
  node: string;
  lit: string;
  view: string;
}

export function drawMap(
  canvas: HTMLCanvasElement,
  { boxes, view, lit }: { boxes: readonly Box[]; view: View; lit: ReadonlySet<number> },
  colours: MapColours
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const map = mapScale(extentOfBoxes(boxes), width, height);
  const rectangle = ({ x, y, width: w, height: h }: Box, least: number) => {
    const [bw, bh] = [Math.max(w * map.scale, least), Math.max(h * map.scale, least)];
    context.fillRect(x * map.scale + map.x - bw / 2, y * map.scale + map.y - bh / 2, bw, bh);
  };
  context.fillStyle = colours.node;
  for (const box of boxes) rectangle(box, 1);
  context.fillStyle = colours.lit;
  for (const box of boxes) if (lit.has(box.id)) rectangle(box, 4);
  context.strokeStyle = colours.view;
  context.lineWidth = 2;
  const x = Math.max(view.x1 * map.scale + map.x, 1);
  const y = Math.max(view.y1 * map.scale + map.y, 1);
  const right = Math.min(view.x2 * map.scale + map.x, width - 1);
  const bottom = Math.min(view.y2 * map.scale + map.y, height - 1);
  context.strokeRect(x, y, Math.max(right - x, 2), Math.max(bottom - y, 2));
}
