/**
 * The canvas over the graph: the text in the nodes and what flies along the edges.
 *
 * Text is drawn here and not by cytoscape because value and gradient of one node differ in size and colour, and because
 * moving things must not restyle elements. Not here: shapes, edges and hit testing (cytoscape), timing (playback).
 */
import type { Core } from 'cytoscape';
import { detailAt, type Detail } from './detail.ts';
import { ease } from './ease.ts';
import { type Moment, FONT, gradFont, VARIABLE_HEIGHT, valueFont } from './elements.ts';
import { shapeText, summary } from './format.ts';
import { displayName, type GraphNode, type VariableNode } from './picture.ts';
import { pointAlong, pointsOf } from './edge-path.ts';
import type { Colours } from './style.ts';

/** The text of all visible nodes: drawn when nodes, pan or zoom have changed. */
export function drawLabels(canvas: HTMLCanvasElement, cy: Core, moment: Moment, colours: Colours): void {
  const context = cleared(canvas, cy);
  const detail = detailAt(cy.zoom());
  if (!context || !detail.names) return;
  const ratio = globalThis.devicePixelRatio || 1;
  const { x, y } = cy.pan();
  const scale = ratio * cy.zoom();
  context.setTransform(scale, 0, 0, scale, ratio * x, ratio * y);
  drawNodes(context, cy, moment, colours, detail);
  context.globalAlpha = 1;
}

/** What moves, and the sum under a variable: drawn with each frame. */
export function drawMovement(canvas: HTMLCanvasElement, cy: Core, moment: Moment, colours: Colours): void {
  const context = cleared(canvas, cy);
  if (!context) return;
  const ratio = globalThis.devicePixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawSum(context, cy, moment, colours);
  if (moment.moving) drawPulses(context, cy, moment, colours);
}

function cleared(canvas: HTMLCanvasElement, cy: Core): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d');
  if (!context) return null;
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.round(cy.width() * ratio), Math.round(cy.height() * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  return context;
}

function drawNodes(
  context: CanvasRenderingContext2D,
  cy: Core,
  moment: Moment,
  colours: Colours,
  detail: Detail
): void {
  const view = cy.extent();
  cy.nodes().forEach((element) => {
    const { x, y } = element.position();
    const half = Number(element.data('width')) / 2;
    if (x + half < view.x1 || x - half > view.x2 || y + half < view.y1 || y - half > view.y2) return;
    if (element.hasClass('hidden')) return;
    const final = moment.final.nodes.get(Number(element.id()));
    if (!final) return;
    const now = moment.picture.nodes.get(final.kind === 'group' ? final.first : final.id);
    context.globalAlpha = element.hasClass('dim') ? 0.72 : 1;
    const room = half * 2 - 20;
    const ink = inkOf(now, colours);
    const bold = `600 ${FONT.function}px ${colours.font}`;
    if (final.kind === 'group') {
      write(context, final.title, x, detail.values ? y - 13 : y, room, bold, ink);
      if (detail.values)
        write(context, final.detail, x, y + 16, room, `400 ${FONT.detail}px ${colours.font}`, colours.muted);
    } else if (final.kind === 'function' || now?.kind === 'function') {
      write(context, displayName(final), x, y, room, bold, ink);
    } else {
      const arriving = moment.arriving.has(final.id);
      drawVariable(context, { x, y, room }, { final, now, arriving, detail }, colours);
    }
  });
}

interface Label {
  final: VariableNode;
  now: GraphNode | undefined;
  arriving: boolean;
  detail: Detail;
}

function drawVariable(
  context: CanvasRenderingContext2D,
  at: { x: number; y: number; room: number },
  { final, now, arriving, detail }: Label,
  colours: Colours
): void {
  const { x, y, room } = at;
  const current = now?.kind === 'variable' ? now : null;
  const shape = final.value && detail.values ? shapeText(final.value) : '';
  const marker = final.role === 'parameter' ? '◆ ' : final.codeValue ? '✎ ' : '';
  const ink = inkOf(now, colours);
  // The stream may name a variable later than it makes it.
  const name = marker + (current?.name ?? displayName(final));
  context.font = `600 ${FONT.name}px ${colours.font}`;
  const nameWidth = context.measureText(name).width;
  context.font = `400 ${FONT.shape}px ${colours.font}`;
  const shapeWidth = shape ? context.measureText(shape).width + 8 : 0;
  const squeeze = Math.min(1, room / (nameWidth + shapeWidth));
  const left = x - ((nameWidth + shapeWidth) * squeeze) / 2;
  const nameX = left + (nameWidth * squeeze) / 2;
  write(context, name, nameX, y - 32, nameWidth * squeeze, `600 ${FONT.name}px ${colours.font}`, ink);
  if (shape) {
    const shapeX = left + (nameWidth + shapeWidth / 2 + 4) * squeeze;
    write(context, shape, shapeX, y - 31, shapeWidth * squeeze, `400 ${FONT.shape}px ${colours.font}`, colours.muted);
  }
  if (!detail.values) return;
  if (current?.value && !arriving) {
    const text = summary(current.value);
    write(context, text, x, y + 1, room, `600 ${valueFont(text)}px ${colours.font}`, colours.text);
  }
  if (current?.grad) {
    const { state, value } = current.grad;
    const gone = state === 'released' || state === 'cleared';
    const text = `${state === 'overwritten' ? '⚠ ' : ''}∂ ${summary(value)}`;
    const colour = state === 'overwritten' ? colours.danger : gone ? colours.muted : colours.backward;
    if (gone) context.globalAlpha *= 0.55;
    write(context, text, x, y + 33, room, `600 ${gradFont(text)}px ${colours.font}`, colour);
    if (gone) strike(context, text, x, y + 33, colour);
  }
}

function inkOf(now: GraphNode | undefined, colours: Colours): string {
  return now ? colours.text : colours.muted;
}

function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  room: number,
  font: string,
  colour: string
): void {
  context.font = font;
  context.fillStyle = colour;
  context.fillText(text, x, y, Math.max(room, 1));
}

function strike(context: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string): void {
  const half = context.measureText(text).width / 2;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x - half, y);
  context.lineTo(x + half, y);
  context.stroke();
}

/** Under the variable: what was added or overwritten. Stays while its event is the current one. */
function drawSum(context: CanvasRenderingContext2D, cy: Core, moment: Moment, colours: Colours): void {
  const { sum, tone } = moment.activity;
  if (!sum || (moment.moving && moment.progress < 0.55)) return;
  const node = cy.getElementById(String(sum.target));
  if (node.empty() || node.hasClass('hidden')) return;
  const { x, y } = node.renderedPosition();
  const below = y + (Number(node.data('height')) / 2) * cy.zoom() + 26 * Math.max(colours.scale, cy.zoom());
  // 'neutral' has no sum, and a forward one is the question mark of a prediction.
  const line = sum.warning ? colours.danger : tone === 'neutral' ? colours.muted : colours[tone];
  const text = sum.warning || tone !== 'backward' ? sum.text : `∂ ${sum.text}`;
  pill(context, text, x, Math.min(below, cy.height() - 20), cy.zoom(), colours, {
    line,
    fill: colours.surface,
    ink: line
  });
}

function drawPulses(context: CanvasRenderingContext2D, cy: Core, moment: Moment, colours: Colours): void {
  const { activity, progress } = moment;
  for (const { edge: id, reverse, text, start, end } of activity.pulses) {
    if (progress < start || progress > end) continue;
    const edge = cy.getElementById(id);
    if (edge.empty() || edge.hasClass('hidden')) continue;
    const path = pointsOf(edge);
    const share = ease((progress - start) / (end - start));
    const { x, y } = pointAlong(path, reverse ? 1 - share : share);
    const at = { x: x * cy.zoom() + cy.pan().x, y: y * cy.zoom() + cy.pan().y };
    // Forward: a full pill. Backward: an outlined one.
    const line = reverse ? colours.backward : activity.tone === 'backward' ? colours.backward : colours.forward;
    const look = reverse
      ? { line, fill: colours.surface, ink: line, dash: true }
      : { line, fill: line, ink: colours.surface };
    // What travels is a dot; its value floats above the row, so that it covers neither end.
    const above = at.y - (VARIABLE_HEIGHT / 2) * cy.zoom() - 18 * colours.scale;
    dot(context, at, text ? above : at.y, look);
    if (text) pill(context, text, at.x, Math.max(above, 18), cy.zoom(), colours, look);
  }
}

function dot(
  context: CanvasRenderingContext2D,
  { x, y }: { x: number; y: number },
  above: number,
  look: { line: string; fill: string }
): void {
  context.strokeStyle = look.line;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x, above);
  context.stroke();
  context.beginPath();
  context.arc(x, y, 7, 0, 2 * Math.PI);
  context.fillStyle = look.fill;
  context.fill();
  context.lineWidth = 3;
  context.stroke();
}

function pill(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  zoom: number,
  colours: Colours,
  look: { line: string; fill: string; ink: string; dash?: boolean }
): void {
  const size = Math.min(Math.max(15 * colours.scale, 20 * zoom), 28);
  context.font = `700 ${size}px ${colours.font}`;
  const width = context.measureText(text).width + size * 1.2;
  const height = size * 1.8;
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, height / 2);
  context.fillStyle = look.fill;
  context.fill();
  context.setLineDash(look.dash ? [6, 4] : []);
  context.lineWidth = 2.5;
  context.strokeStyle = look.line;
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = look.ink;
  context.fillText(text, x, y + size * 0.06);
}
