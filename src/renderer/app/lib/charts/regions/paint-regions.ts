/**
 * Paints decision regions on a square canvas: each cell in the colour of its class, paler where the model is less sure;
 * over them the points of the data, each with the colour and the marker of its own class, and the axes' ends.
 */
import type { Regions } from '@runtime/observation.ts';
import { shortNumber } from '../number-format.ts';
import { lookOf } from '../overlay/paint-look.ts';
import { markerShape } from '../overlay/outlines.ts';
import { seriesLook } from '../run-colour.ts';

/** How strongly a cell is coloured: of a guess, and of what is certain. */
const STRENGTH = { guess: 0.08, sure: 0.55 };
const RADIUS = 3.5;

export function paintRegions(canvas: HTMLCanvasElement, regions: Regions, size: number): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = canvas.height = Math.round(size * ratio);
  context.scale(ratio, ratio);
  const look = lookOf(canvas);
  const font = parseFloat(getComputedStyle(canvas).fontSize) || 13;
  // Below it the ends of x, left of it those of y.
  const edge = Math.round(font * 1.6);
  const side = size - edge - 2;
  const [left, bottom] = [edge, side + 1];
  paintCells(context, regions, left, bottom, side, look.colour);
  paintPoints(context, regions, left, bottom, side, look);
  context.strokeStyle = look.axis;
  context.strokeRect(left, 1, side, side);
  context.fillStyle = look.text;
  context.font = `${font}px ${look.family}`;
  const ends = (low: number, high: number) => {
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.fillText(shortNumber(low), 0, 0);
    context.textAlign = 'right';
    context.fillText(shortNumber(high), side, 0);
  };
  context.translate(left, bottom + font * 0.85);
  ends(...regions.x);
  context.translate(-font * 0.85, -font * 0.85);
  context.rotate(-Math.PI / 2);
  ends(...regions.y);
}

function paintCells(
  context: CanvasRenderingContext2D,
  { cells, classes, best, certainty }: Regions,
  left: number,
  bottom: number,
  side: number,
  colour: (css: string) => string
): void {
  const cell = side / cells;
  for (let i = 0; i < cells * cells; i++) {
    const [row, column] = [Math.floor(i / cells), i % cells];
    // From 1 / classes, a guess, to 1.
    const sure = Math.max(0, ((certainty[i] ?? 0) / 100 - 1 / classes) / (1 - 1 / classes));
    context.globalAlpha = STRENGTH.guess + sure * (STRENGTH.sure - STRENGTH.guess);
    context.fillStyle = colour(seriesLook(best[i] ?? 0).color);
    const [x, y] = [Math.round(left + column * cell), Math.round(bottom - (row + 1) * cell)];
    context.fillRect(x, y, Math.round(left + (column + 1) * cell) - x, Math.round(bottom - row * cell) - y);
  }
  context.globalAlpha = 1;
}

function paintPoints(
  context: CanvasRenderingContext2D,
  { x, y, points }: Regions,
  left: number,
  bottom: number,
  side: number,
  look: ReturnType<typeof lookOf>
): void {
  const place = (value: number, [low, high]: [number, number]) => ((value - low) / (high - low)) * side;
  context.lineWidth = 1.5;
  points.label.forEach((label, i) => {
    const { color, marker } = seriesLook(label);
    const at = { x: left + place(points.x[i] ?? NaN, x), y: bottom - place(points.y[i] ?? NaN, y) };
    const shape = markerShape(marker, at, RADIUS);
    context.beginPath();
    for (const line of shape.lines)
      line.forEach((p, k) => (k === 0 ? context.moveTo(p.x, p.y) : context.lineTo(p.x, p.y)));
    if (shape.closed) context.closePath();
    // A rim, so that a point is seen on the region of its own class.
    context.strokeStyle = shape.closed ? look.background : look.colour(color);
    context.fillStyle = look.colour(color);
    if (shape.closed) context.fill();
    context.stroke();
  });
}
