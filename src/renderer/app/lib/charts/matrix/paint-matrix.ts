/** Draws confusion counts onto a canvas whose `color` is that of a full share. Class names are cut to the room they have. */
import type { Confusion } from '@runtime/observation.ts';
import { cellsOf } from './confusion-maths.ts';

/** Letters of a class name beside the matrix. */
const LETTERS = 9;

export function paintMatrix(
  canvas: HTMLCanvasElement,
  confusion: Confusion,
  size: number,
  labels: { x: string; y: string }
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = canvas.height = Math.round(size * ratio);
  context.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const font = parseFloat(style.fontSize) || 13;
  context.font = `${font}px ${style.fontFamily}`;
  const names = confusion.classes.map((name) => (name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name));
  const longest = Math.max(...names.map((name) => context.measureText(name).width));
  const left = Math.round(longest + font * 2.2);
  const top = Math.round(font * 3);
  const side = (size - Math.max(left, top) - 1) / names.length;

  for (const { actual, predicted, count, share } of cellsOf(confusion)) {
    const [x, y] = [left + predicted * side, top + actual * side];
    context.globalAlpha = share;
    context.fillStyle = style.color;
    context.fillRect(x, y, side, side);
    context.globalAlpha = 1;
    if (count > 0 && side >= font * 1.8) {
      context.fillStyle = share > 0.5 ? colour('--on-accent') : colour('--text');
      centred(context, String(count), x + side / 2, y + side / 2, side * 0.95);
    }
  }
  context.strokeStyle = colour('--border-strong');
  context.strokeRect(left, top, side * names.length, side * names.length);
  context.fillStyle = colour('--text-muted');
  centred(context, labels.x, left + (side * names.length) / 2, font * 0.8);
  const every = Math.ceil((font * 1.2) / side);
  names.forEach((name, i) => {
    if (i % every !== 0) return;
    centred(context, name, left + (i + 0.5) * side, font * 2.3, side * every * 0.95);
    context.textAlign = 'right';
    context.fillText(name, left - font * 0.4, top + (i + 0.5) * side);
  });
  context.rotate(-Math.PI / 2);
  centred(context, labels.y, -(top + (side * names.length) / 2), font * 0.8);
}

function centred(context: CanvasRenderingContext2D, text: string, x: number, y: number, width?: number): void {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  if (width === undefined) context.fillText(text, x, y);
  else context.fillText(text, x, y, width);
}
