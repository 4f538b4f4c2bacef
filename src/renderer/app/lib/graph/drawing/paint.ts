/**
 * Shapes on a canvas, on the page or without a screen. The canvas keeps its transform.
 * Not here: which shapes (`drawing.ts`, `graph-canvas.ts`).
 */
import type { Paint, Shape, TextShape } from './shape.ts';

export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const TAIL_GAP = 8;

export function paintShapes(context: Context, shapes: readonly Shape[], font: string): void {
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  for (const shape of shapes) {
    context.globalAlpha = shape.paint.opacity;
    if (shape.kind === 'text') {
      paintText(context, shape, font);
      continue;
    }
    context.beginPath();
    if (shape.kind === 'line') {
      shape.points.forEach(({ x, y }, index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
      if (shape.closed) context.closePath();
    } else if (shape.radius > 0) context.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius);
    else context.rect(shape.x, shape.y, shape.width, shape.height);
    paintPath(context, shape.paint);
  }
  context.globalAlpha = 1;
}

/** The width of a text in the theme's font. */
export function measuredBy(context: Context, font: string): (text: string, size: number) => number {
  return (text, size) => {
    context.font = `700 ${size}px ${font}`;
    return context.measureText(text).width;
  };
}

function paintText(context: Context, shape: TextShape, font: string): void {
  const { text, tail, x, y, size, weight, room } = shape;
  // The middle of digits lies a third of the size above the line.
  const line = y + size * 0.35;
  context.font = `${weight} ${size}px ${font}`;
  context.fillStyle = shape.paint.fill ?? 'transparent';
  if (!tail) {
    context.fillText(text, x, line, Math.max(room, 1));
    return;
  }
  const width = context.measureText(text).width;
  const tailFont = `400 ${tail.size}px ${font}`;
  context.font = tailFont;
  const tailWidth = context.measureText(tail.text).width;
  const squeeze = Math.min(1, room / (width + TAIL_GAP + tailWidth));
  const left = x - ((width + TAIL_GAP + tailWidth) * squeeze) / 2;
  const tailX = left + (width + TAIL_GAP + tailWidth / 2) * squeeze;
  context.fillStyle = tail.fill;
  context.fillText(tail.text, tailX, line, Math.max(tailWidth * squeeze, 1));
  context.font = `${weight} ${size}px ${font}`;
  context.fillStyle = shape.paint.fill ?? 'transparent';
  context.fillText(text, left + (width * squeeze) / 2, line, Math.max(width * squeeze, 1));
}

function paintPath(context: Context, { fill, stroke, width, dash }: Paint): void {
  if (fill !== null) {
    context.fillStyle = fill;
    context.fill();
  }
  if (stroke === null) return;
  context.setLineDash(dash as number[]);
  context.lineWidth = width;
  context.strokeStyle = stroke;
  context.stroke();
}
