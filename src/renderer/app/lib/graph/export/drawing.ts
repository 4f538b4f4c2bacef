/**
 * One moment of the stage as a list of shapes in model pixels: what SVG, PNG and the animation are made of, so that all
 * three show the same. Pure. Looks follow the stage's style sheet (`style.ts`) and its overlay (`overlay.ts`).
 * Not here: the formats (`svg.ts`, `raster.ts`), boxes of groups and what moves (`drawing-extras.ts`).
 */
import { FONT, gradFont, nodeClasses, edgeClasses, valueFont, type Moment } from '../elements.ts';
import type { SceneNode } from '../folding.ts';
import { shapeText, summary } from '../format.ts';
import type { LayoutNode, LayoutResult, Point } from '../layout.ts';
import { displayName, type VariableNode } from '../picture.ts';
import type { Colours } from '../style.ts';
import { arrowHead, coursesOf } from './edge-course.ts';
import { groupShapes, movementShapes } from './drawing-extras.ts';

export type Shape =
  | { kind: 'box'; x: number; y: number; width: number; height: number; radius: number; paint: Paint; node?: number }
  | { kind: 'line'; points: readonly Point[]; closed: boolean; paint: Paint }
  | {
      kind: 'text';
      x: number;
      y: number;
      text: string;
      size: number;
      weight: 400 | 600 | 700;
      paint: Paint;
      room: number;
    };

export interface Paint {
  fill: string | null;
  stroke: string | null;
  width: number;
  dash: readonly number[];
  opacity: number;
}

export interface Drawing {
  box: Box;
  background: string;
  font: string;
  shapes: readonly Shape[];
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface DrawingParts {
  moment: Moment;
  /** Sizes as they were laid out. */
  nodes: readonly LayoutNode[];
  layout: LayoutResult;
  colours: Colours;
  /** Words over the graphs of forward and backward. */
  groupName: (order: number) => string;
  /** Another look for some edges. */
  edgePaint?: (edge: string) => Partial<Paint>;
}

/** Room around the graph, which also takes the sum under a node and the values that fly above the rows. */
const MARGIN = 64;

export const paint = (change: Partial<Paint>): Paint => ({
  fill: null,
  stroke: null,
  width: 0,
  dash: [],
  opacity: 1,
  ...change
});

export function drawingOf(parts: DrawingParts): Drawing {
  const { moment, nodes, layout, colours, edgePaint } = parts;
  const sizes = new Map(nodes.map((node) => [node.id, node]));
  const courses = coursesOf(moment.final, layout, sizes);
  const shapes: Shape[] = groupShapes(parts);
  for (const edge of moment.final.edges.values()) {
    const course = courses.get(edge.id);
    if (course) shapes.push(...edgeShapes(edgeClasses(moment, edge), course, colours, edgePaint?.(edge.id)));
  }
  for (const node of moment.final.nodes.values()) {
    const size = sizes.get(String(node.id));
    const at = layout.positions[String(node.id)];
    if (size && at) shapes.push(...nodeShapes(moment, node, { ...size, ...at }, colours));
  }
  shapes.push(...movementShapes(parts, courses));
  return { box: boxOf(parts), background: colours.surface, font: colours.font, shapes };
}

/** The same for every moment of a graph, so that an animation stands still. */
function boxOf({ moment, nodes, layout }: DrawingParts): Box {
  const seen = nodes.filter(({ id }) => {
    const pass = moment.final.nodes.get(Number(id))?.pass;
    return layout.positions[id] && (moment.shown === 'both' || pass === moment.shown);
  });
  if (seen.length === 0) return { x: 0, y: 0, width: 2 * MARGIN, height: 2 * MARGIN };
  const at = (node: LayoutNode): Point => layout.positions[node.id] ?? { x: 0, y: 0 };
  const left = Math.min(...seen.map((node) => at(node).x - node.width / 2)) - MARGIN;
  const top = Math.min(...seen.map((node) => at(node).y - node.height / 2)) - MARGIN;
  const right = Math.max(...seen.map((node) => at(node).x + node.width / 2)) + MARGIN;
  const bottom = Math.max(...seen.map((node) => at(node).y + node.height / 2)) + MARGIN;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function edgeShapes(classes: string, points: readonly Point[], colours: Colours, change: Partial<Paint> = {}): Shape[] {
  const has = (name: string) => classes.split(' ').includes(name);
  if (has('hidden')) return [];
  const backward = has('lit-backward');
  const stroke = backward ? colours.backward : has('lit-forward') ? colours.forward : colours.border;
  const lit = backward || has('lit-forward');
  const dash = backward ? [9, 6] : lit ? [] : has('future') ? [6, 5] : has('pass-backward') ? [3, 4] : [];
  const opacity = lit ? 1 : has('future') ? 0.3 : has('dim') ? 0.45 : 1;
  const width = colours.stroke + (lit ? 2 : 0);
  const head = arrowHead(backward ? [...points].reverse() : points, 4 + 3 * width);
  // The line ends where the head begins, so that nothing shines through where both are pale.
  const [, left, right] = head;
  const base = left && right ? { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 } : null;
  const shaft = base ? (backward ? [base, ...points.slice(1)] : [...points.slice(0, -1), base]) : points;
  return [
    { kind: 'line', points: shaft, closed: false, paint: paint({ stroke, width, dash, opacity, ...change }) },
    { kind: 'line', points: head, closed: true, paint: paint({ fill: change.stroke ?? stroke, opacity }) }
  ];
}

type Place = LayoutNode & Point;

function nodeShapes(moment: Moment, node: SceneNode, place: Place, colours: Colours): Shape[] {
  const classes = nodeClasses(moment, node).split(' ');
  if (classes.includes('hidden')) return [];
  const { x, y, width, height } = place;
  const box = { x: x - width / 2, y: y - height / 2, width, height };
  const look = boxPaint(classes, node.kind, colours);
  const radius = node.kind === 'variable' ? 24 : 0;
  const shapes: Shape[] = [{ kind: 'box', ...box, radius, paint: look, node: node.id }];
  if (classes.includes('parameter') || node.kind === 'group' || classes.includes('overwritten')) {
    // The second of the two lines.
    const inner = { x: box.x + 5, y: box.y + 5, width: width - 10, height: height - 10 };
    shapes.push({ kind: 'box', ...inner, radius: Math.max(radius - 5, 0), paint: { ...look, fill: null } });
  }
  if (classes.includes('selected')) {
    const outer = { x: box.x - 7, y: box.y - 7, width: width + 14, height: height + 14 };
    shapes.push({ kind: 'box', ...outer, radius: radius + 5, paint: paint({ stroke: colours.accent, width: 3 }) });
  }
  return [...shapes, ...labelShapes(moment, node, place, classes.includes('dim') ? 0.72 : 1, colours)];
}

function boxPaint(classes: readonly string[], kind: SceneNode['kind'], colours: Colours): Paint {
  const has = (name: string) => classes.includes(name);
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

function labelShapes(moment: Moment, node: SceneNode, place: Place, opacity: number, colours: Colours): Shape[] {
  const now = moment.picture.nodes.get(node.kind === 'group' ? node.first : node.id);
  const ink = now ? colours.text : colours.muted;
  const room = place.width - 20;
  const write = (text: string, dy: number, size: number, fill: string, change: Partial<Paint> = {}): Shape => ({
    ...{ kind: 'text', x: place.x, y: place.y + dy, text, size, weight: 600, room },
    paint: paint({ fill, opacity, ...change })
  });
  if (node.kind === 'group')
    return [write(node.title, -13, FONT.function, ink), write(node.detail, 16, FONT.detail, colours.muted)];
  if (node.kind === 'function') return [write(displayName(node), 0, FONT.function, ink)];
  const current = now?.kind === 'variable' ? now : null;
  const shapes = [write(nameLine(node, current), -32, FONT.name, ink)];
  if (current?.value && !moment.arriving.has(node.id)) {
    const text = summary(current.value);
    shapes.push(write(text, 1, valueFont(text), colours.text));
  }
  if (current?.grad) {
    const { state, value } = current.grad;
    const gone = state === 'released' || state === 'cleared';
    const text = `${state === 'overwritten' ? '⚠ ' : ''}∂ ${summary(value)}`;
    const fill = state === 'overwritten' ? colours.danger : gone ? colours.muted : colours.backward;
    const size = gradFont(text);
    shapes.push(write(text, 33, size, fill, gone ? { opacity: opacity * 0.55 } : {}));
    if (gone) {
      const half = Math.min(text.length * size * 0.3, room / 2);
      const points = [place.x - half, place.x + half].map((x) => ({ x, y: place.y + 33 }));
      shapes.push({ kind: 'line', points, closed: false, paint: paint({ stroke: fill, width: 1.5, opacity: 0.55 }) });
    }
  }
  return shapes;
}

function nameLine(final: VariableNode, current: VariableNode | null): string {
  const shape = final.value ? shapeText(final.value) : '';
  return `${final.role === 'parameter' ? '◆ ' : ''}${current?.name ?? displayName(final)}${shape && ` ${shape}`}`;
}
