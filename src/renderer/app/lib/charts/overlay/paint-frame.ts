/**
 * Paints a frame on a canvas: grid, axes, bands, raw curves, curves, markers, marks of what cannot be drawn. Everything is
 * on one canvas, so that panning lays out nothing. Not here: what is shown (frame.ts), the cursor (OverlayCursor.svelte).
 */
import { areasOf, crossesOf, markerShape, markersOf, stretchesOf, type Pixel } from './outlines.ts';
import type { Frame, FramedCurve } from './frame.ts';

export interface PaintLook {
  /** Resolved colours: a canvas knows no custom properties. */
  colour: (css: string) => string;
  text: string;
  grid: string;
  axis: string;
  family: string;
  /** Width of a curve in pixels. */
  stroke: number;
}

/** Above these numbers of curves, dashes and markers are noise rather than help. */
export const MOST_DASHED = 24;
export const MOST_MARKED = 60;
export const MARKERS_EACH = 7;
/** While the hand moves, more curves than this are one pixel wide and solid, which is painted five times as fast. */
const MOST_FULL = 8;
const MARKER = 4;
/** Points of one stroke. The time of a stroke grows faster than its length, so a long line is painted in pieces. */
const PIECE = 16;

export function paintFrame(
  context: CanvasRenderingContext2D,
  frame: Frame,
  look: PaintLook,
  words: { xLabel: string; yLabel: string },
  { emphasis, moving }: { emphasis: string | null; moving: boolean }
): void {
  const thin = moving && frame.curves.length > MOST_FULL;
  context.clearRect(0, 0, frame.width, frame.height);
  paintAxes(context, frame, look, words);
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top - 2, frame.right - frame.left, frame.bottom - frame.top + 3);
  context.clip();
  // Round joins double the time of noisy curves, and nobody sees them at this width.
  context.lineJoin = 'bevel';
  const strength = (one: FramedCurve) => (emphasis === null || one.curve.id === emphasis ? 1 : 0.2);
  for (const one of frame.curves) paintBand(context, frame, one, look, strength(one));
  for (const one of frame.curves)
    if (one.raw !== null) paintLine(context, frame, one, one.raw, look, 0.25 * strength(one), thin);
  const order = frame.curves.toSorted((a, b) => Number(a.curve.id === emphasis) - Number(b.curve.id === emphasis));
  for (const one of order) paintLine(context, frame, one, one.line, look, strength(one), thin);
  if (frame.curves.length <= MOST_MARKED)
    frame.curves.forEach((one, i) => paintMarkers(context, frame, one, look, i, strength(one)));
  for (const one of frame.curves) paintGaps(context, frame, one, look);
  context.restore();
}

function paintAxes(
  context: CanvasRenderingContext2D,
  frame: Frame,
  look: PaintLook,
  { xLabel, yLabel }: { xLabel: string; yLabel: string }
): void {
  const { left, right, bottom, font } = frame;
  context.globalAlpha = 1;
  context.lineWidth = 1;
  context.setLineDash([]);
  context.font = `${font}px ${look.family}`;
  context.fillStyle = look.text;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const { at, label } of frame.yTicks) {
    stroke(
      context,
      [
        [
          { x: left, y: at },
          { x: right, y: at }
        ]
      ],
      look.grid
    );
    context.fillText(label, left - font * 0.6, at);
  }
  context.textAlign = 'center';
  for (const { at, label } of frame.xTicks) {
    stroke(
      context,
      [
        [
          { x: at, y: bottom },
          { x: at, y: bottom + 5 }
        ]
      ],
      look.axis
    );
    context.fillText(label, at, bottom + font * 1.2);
  }
  stroke(
    context,
    [
      [
        { x: left, y: bottom },
        { x: right, y: bottom }
      ]
    ],
    look.axis
  );
  context.fillText(xLabel, (left + right) / 2, frame.height - font * 0.7);
  context.textAlign = 'left';
  context.fillText(yLabel, 0, font * 0.7);
}

function paintBand(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { curve }: FramedCurve,
  look: PaintLook,
  strength: number
): void {
  context.globalAlpha = 0.18 * strength;
  context.fillStyle = look.colour(curve.color);
  for (const area of areasOf(curve, frame)) {
    trace(context, [area]);
    context.closePath();
    context.fill();
  }
}

function paintLine(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { curve }: FramedCurve,
  line: FramedCurve['line'],
  look: PaintLook,
  alpha: number,
  thin: boolean
): void {
  const dashed = curve.dash !== '' && frame.curves.length <= MOST_DASHED && alpha > 0.25 && !thin;
  const width = frame.curves.length > MOST_MARKED ? Math.max(1, look.stroke / 2) : look.stroke;
  context.globalAlpha = alpha;
  context.lineWidth = thin ? 1 : width;
  context.setLineDash(dashed ? curve.dash.split(' ').map(Number) : []);
  const lines = stretchesOf(line, frame);
  if (dashed) stroke(context, lines, look.colour(curve.color));
  else for (const one of lines) strokeInPieces(context, one, look.colour(curve.color));
  context.setLineDash([]);
}

function paintMarkers(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { curve, line }: FramedCurve,
  look: PaintLook,
  i: number,
  alpha: number
): void {
  context.globalAlpha = alpha;
  context.lineWidth = look.stroke;
  context.fillStyle = look.colour(curve.color);
  for (const place of markersOf(line, frame, MARKERS_EACH, (i % 5) / 5)) {
    const { lines, closed } = markerShape(curve.marker, place, MARKER + look.stroke / 2);
    if (closed) {
      trace(context, lines);
      context.fill();
    } else stroke(context, lines, look.colour(curve.color));
  }
}

function paintGaps(context: CanvasRenderingContext2D, frame: Frame, one: FramedCurve, look: PaintLook): void {
  context.globalAlpha = 1;
  context.lineWidth = 2;
  stroke(context, crossesOf(one, frame), look.colour(one.curve.color));
}

function stroke(context: CanvasRenderingContext2D, lines: readonly (readonly Pixel[])[], style: string): void {
  if (lines.length === 0) return;
  context.strokeStyle = style;
  trace(context, lines);
  context.stroke();
}

function strokeInPieces(context: CanvasRenderingContext2D, line: readonly Pixel[], style: string): void {
  for (let at = 0; at < line.length - 1; at += PIECE) stroke(context, [line.slice(at, at + PIECE + 1)], style);
}

function trace(context: CanvasRenderingContext2D, lines: readonly (readonly Pixel[])[]): void {
  context.beginPath();
  for (const line of lines)
    for (let i = 0; i < line.length; i++) {
      const point = line[i];
      if (point === undefined) continue;
      if (i === 0) context.moveTo(point.x, point.y);
      else context.lineTo(point.x, point.y);
    }
}
