/** The frames and names of the graphs of forward and of each order of backward, on the stage's label canvas. */
import type { Core } from 'cytoscape';
import type { Shown } from './elements.ts';
import type { Group } from './groups.ts';
import type { Colours } from './style.ts';

export interface GroupLabels {
  groups: readonly Group[];
  shown: Shown;
  name: (order: number) => string;
}

export function drawGroups(
  canvas: HTMLCanvasElement,
  cy: Core,
  { groups, shown, name }: GroupLabels,
  colours: Colours
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = globalThis.devicePixelRatio || 1;
  const [zoom, pan] = [cy.zoom(), cy.pan()];
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const size = 13 * colours.scale;
  for (const { order, x, y, width, height } of groups) {
    if (shown !== 'both' && (order === 0) !== (shown === 'forward')) continue;
    const [left, top] = [x * zoom + pan.x, y * zoom + pan.y];
    context.strokeStyle = colours.border;
    context.lineWidth = Math.max(colours.stroke / 2, 1);
    context.setLineDash(order === 0 ? [] : [3, 4]);
    context.beginPath();
    context.roundRect(left, top, width * zoom, height * zoom, 10);
    context.stroke();
    context.setLineDash([]);
    const words = name(order);
    context.font = `600 ${size}px ${colours.font}`;
    context.textAlign = 'left';
    // On the frame's line, which steps back behind the words.
    const room = context.measureText(words).width;
    context.fillStyle = colours.surface;
    context.fillRect(left + 12, top - size * 0.75, room + 12, size * 1.5);
    context.fillStyle = order === 0 ? colours.forward : colours.backward;
    context.fillText(words, left + 18, top);
  }
}
