/**
 * A node at a moment as shapes: its box, and its name, value and gradient. Pure.
 * Not here: where it is (`geometry.ts`), the state that it is in (`../elements.ts`).
 */
import { FONT, gradFont, nodeStates, valueFont, type Moment } from './elements.ts';
import type { SceneNode } from '../fold/folding.ts';
import { shapeText, summary } from '../words/format.ts';
import { displayName, type VariableNode } from '../picture/picture.ts';
import type { Colours } from './colours.ts';
import type { Detail } from './detail.ts';
import { paint, type Paint, type Place, type Shape, type TextShape } from './shape.ts';

const RADIUS = 24;
/** Between the two lines of a double frame. */
const DOUBLE = 5;

export function nodeShapes(
  moment: Moment,
  node: SceneNode,
  place: Place,
  { colours, detail }: { colours: Colours; detail: Detail }
): Shape[] {
  const states = nodeStates(moment, node);
  if (states.includes('hidden')) return [];
  const { x, y, width, height } = place;
  const box = { x: x - width / 2, y: y - height / 2, width, height };
  const look = boxPaint(states, node.kind, colours);
  const radius = node.kind === 'variable' ? RADIUS : 0;
  const shapes: Shape[] = [{ kind: 'box', ...box, radius, paint: look, node: node.id }];
  const around = (by: number, change: Paint): Shape => ({
    ...{ kind: 'box', x: box.x - by, y: box.y - by, width: width + 2 * by, height: height + 2 * by },
    ...{ radius: radius > 0 ? radius + by : 0, paint: change }
  });
  if (states.includes('parameter') || node.kind === 'group' || states.includes('overwritten'))
    shapes.push(around(-DOUBLE, { ...look, fill: null }));
  if (states.includes('selected')) shapes.push(around(7, paint({ stroke: colours.accent, width: colours.stroke + 2 })));
  if (!detail.names) return shapes;
  const opacity = states.includes('dim') ? 0.72 : 1;
  return [...shapes, ...labelShapes(moment, node, place, { opacity, colours, detail })];
}

function boxPaint(states: readonly string[], kind: SceneNode['kind'], colours: Colours): Paint {
  const has = (name: string) => states.includes(name);
  const thick = colours.stroke + 2;
  const base = paint({
    fill: kind === 'variable' ? colours.surface : colours.surface2,
    stroke: colours.border,
    width: colours.stroke
  });
  if (has('overwritten')) return { ...base, stroke: colours.danger };
  if (has('lit-forward')) return { ...base, fill: colours.forwardSoft, stroke: colours.forward, width: thick };
  if (has('lit-backward') || has('popped')) {
    const dash = has('lit-backward') ? [12, 6] : [];
    return { ...base, fill: colours.backwardSoft, stroke: colours.backward, width: thick, dash };
  }
  if (has('lit-update'))
    return { ...base, fill: colours.updateSoft, stroke: colours.update, width: thick + 1, dash: [2, 5] };
  const opacity = (has('dim') ? 0.65 : 1) * (has('future') ? 0.5 : 1);
  if (has('future') || has('empty')) return { ...base, fill: null, dash: [6, 5], opacity };
  return has('queued') ? { ...base, stroke: colours.backward, dash: [6, 5], opacity } : { ...base, opacity };
}

interface Ink {
  opacity: number;
  colours: Colours;
  detail: Detail;
}

function labelShapes(moment: Moment, node: SceneNode, place: Place, { opacity, colours, detail }: Ink): Shape[] {
  const now = moment.picture.nodes.get(node.kind === 'group' ? node.first : node.id);
  const ink = now ? colours.text : colours.muted;
  const room = place.width - 20;
  const write = (text: string, dy: number, size: number, fill: string): TextShape => ({
    ...{ kind: 'text', x: place.x, y: place.y + dy, text, size, weight: 600, room },
    paint: paint({ fill, opacity })
  });
  if (node.kind === 'group') {
    const title = write(node.title, detail.values ? -13 : 0, FONT.function, ink);
    return detail.values ? [title, { ...write(node.detail, 16, FONT.detail, colours.muted), weight: 400 }] : [title];
  }
  if (node.kind === 'function') return [write(displayName(node), 0, FONT.function, ink)];
  const current = now?.kind === 'variable' ? now : null;
  const shape = node.value && detail.values ? shapeText(node.value) : '';
  const name = write(nameOf(node, current), -32, FONT.name, ink);
  const shapes: Shape[] = [shape ? { ...name, tail: { text: shape, size: FONT.shape, fill: colours.muted } } : name];
  if (!detail.values) return shapes;
  if (current?.value && !moment.arriving.has(node.id)) {
    const text = summary(current.value);
    shapes.push(write(text, 1, valueFont(text), colours.text));
  }
  if (current) shapes.push(...gradientShapes(current, write, place, colours));
  return shapes;
}

/** A released or cleared gradient is struck out. */
function gradientShapes(
  { grad }: VariableNode,
  write: (text: string, dy: number, size: number, fill: string) => TextShape,
  place: Place,
  colours: Colours
): Shape[] {
  if (!grad) return [];
  const text = `${grad.state === 'overwritten' ? '⚠ ' : ''}∂ ${summary(grad.value)}`;
  const gone = grad.state === 'released' || grad.state === 'cleared';
  const fill = grad.state === 'overwritten' ? colours.danger : gone ? colours.muted : colours.backward;
  const size = gradFont(text);
  const label = write(text, 33, size, fill);
  if (!gone) return [label];
  const opacity = label.paint.opacity * 0.55;
  const half = Math.min(text.length * size * 0.3, label.room / 2);
  const points = [place.x - half, place.x + half].map((x) => ({ x, y: place.y + 33 }));
  return [
    { ...label, paint: { ...label.paint, opacity } },
    { kind: 'line', points, closed: false, paint: paint({ stroke: fill, width: 1.5, opacity }) }
  ];
}

/** The stream may name a variable later than it makes it. */
function nameOf(final: VariableNode, current: VariableNode | null): string {
  const marker = final.role === 'parameter' ? '◆ ' : final.codeValue ? '✎ ' : '';
  return marker + (current?.name ?? displayName(final));
}
