/**
 * Draws a strip onto its canvas: the columns, the line of the means, the axes, crosses where values were not finite, and on
 * the right the histogram at the cursor. The canvas's own `color` is that of the data; the others are the theme's.
 */
import type { Histogram } from '@runtime/observation.ts';
import { barsOf, type StripView } from './strip-view.ts';

/** The faintest colour of a bin that holds something: rare values stay visible. */
const FAINTEST = 0.08;

export function paintStrip(
  canvas: HTMLCanvasElement,
  view: StripView,
  histograms: readonly Histogram[],
  index: number,
  marked: boolean,
  font: number
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(view.width * ratio);
  canvas.height = Math.round(view.height * ratio);
  context.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim() || style.color;
  context.font = `${font}px ${style.fontFamily}`;
  paintAxes(context, view, colour('--border'), colour('--text-muted'), font);
  context.fillStyle = style.color;
  histograms.forEach((one, i) => paintColumn(context, view, one, i));
  context.globalAlpha = 1;
  paintMeans(context, view, histograms, colour('--text'));
  paintBroken(context, view, histograms, colour('--danger'));
  if (marked) {
    context.strokeStyle = colour('--text');
    context.lineWidth = 1;
    const x = view.edges[index] ?? view.left;
    context.strokeRect(x, view.top, (view.edges[index + 1] ?? x) - x, view.bottom - view.top);
  }
  const at = histograms[index];
  context.fillStyle = style.color;
  if (at) paintSide(context, view, at);
}

function paintColumn(context: CanvasRenderingContext2D, view: StripView, one: Histogram, i: number): void {
  const x = view.edges[i] ?? view.left;
  const wide = (view.edges[i + 1] ?? x) - x + 0.3;
  for (const { from, to, share } of barsOf(one)) {
    context.globalAlpha = Math.max(FAINTEST, Math.sqrt(share));
    const y = view.y(to);
    context.fillRect(x, y, wide, Math.max(view.y(from) - y, 1.5));
  }
}

function paintMeans(
  context: CanvasRenderingContext2D,
  view: StripView,
  all: readonly Histogram[],
  stroke: string
): void {
  context.strokeStyle = stroke;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  context.beginPath();
  let drawing = false;
  all.forEach(({ mean }, i) => {
    const x = middle(view, i);
    if (!Number.isFinite(mean)) drawing = false;
    else if (drawing) context.lineTo(x, view.y(mean));
    else {
      context.moveTo(x, view.y(mean));
      drawing = true;
    }
  });
  context.stroke();
  context.setLineDash([]);
}

function paintBroken(
  context: CanvasRenderingContext2D,
  view: StripView,
  all: readonly Histogram[],
  stroke: string
): void {
  context.strokeStyle = stroke;
  context.lineWidth = 2;
  context.beginPath();
  all.forEach(({ notFinite }, i) => {
    if (notFinite === 0) return;
    const [x, y] = [middle(view, i), view.bottom - 6];
    context.moveTo(x - 4, y - 4);
    context.lineTo(x + 4, y + 4);
    context.moveTo(x + 4, y - 4);
    context.lineTo(x - 4, y + 4);
  });
  context.stroke();
}

function paintSide(context: CanvasRenderingContext2D, view: StripView, one: Histogram): void {
  const left = view.right + 8;
  for (const { from, to, share } of barsOf(one)) {
    const y = view.y(to);
    context.fillRect(left, y, (view.width - left - 2) * share, Math.max(view.y(from) - y, 1.5));
  }
}

function paintAxes(context: CanvasRenderingContext2D, view: StripView, line: string, text: string, font: number): void {
  context.strokeStyle = line;
  context.fillStyle = text;
  context.lineWidth = 1;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.beginPath();
  for (const { at, label } of view.yTicks) {
    context.moveTo(view.left, at);
    context.lineTo(view.width, at);
    context.fillText(label, view.left - font * 0.5, at);
  }
  context.stroke();
  context.textBaseline = 'alphabetic';
  context.textAlign = 'center';
  for (const { at, label } of view.xTicks) context.fillText(label, at, view.bottom + font * 1.4);
}

const middle = (view: StripView, i: number): number => ((view.edges[i] ?? 0) + (view.edges[i + 1] ?? 0)) / 2;
