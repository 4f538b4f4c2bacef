/**
 * A drawing on a canvas, for PNG and for the frames of an animation. Runs without a screen (OffscreenCanvas).
 * Not here: what is drawn (`../drawing/drawing.ts`), video (`video.ts`).
 */
import type { Box, Drawing } from '../drawing/drawing.ts';
import { paintShapes } from '../drawing/paint.ts';

/** Chromium draws larger canvases blank. */
export const LONGEST_SIDE = 8192;

/** The scale that can be had: as asked, or what still fits on a canvas. */
export function scaleFor(box: Box, asked: number): number {
  return Math.min(asked, LONGEST_SIDE / Math.max(box.width, box.height));
}

/** Whole pixels; even ones where a video codec wants them. */
export function pixelsOf(box: Box, scale: number, even = false): { width: number; height: number } {
  const round = (length: number) => (even ? 2 * Math.ceil((length * scale) / 2) : Math.ceil(length * scale));
  return { width: Math.max(round(box.width), 2), height: Math.max(round(box.height), 2) };
}

export async function pngOf(drawing: Drawing, asked: number): Promise<Uint8Array<ArrayBuffer>> {
  const scale = scaleFor(drawing.box, asked);
  const { width, height } = pixelsOf(drawing.box, scale);
  const canvas = new OffscreenCanvas(width, height);
  drawOn(contextOf(canvas), drawing, scale);
  return bytesOf(canvas);
}

export async function bytesOf(canvas: OffscreenCanvas): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

export function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error(`export: a canvas of ${canvas.width} × ${canvas.height} pixels could not be made`);
  return context;
}

export function drawOn(context: OffscreenCanvasRenderingContext2D, drawing: Drawing, scale: number): void {
  const { box, background, font, shapes } = drawing;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = background;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(scale, 0, 0, scale, -box.x * scale, -box.y * scale);
  paintShapes(context, shapes, font);
}
