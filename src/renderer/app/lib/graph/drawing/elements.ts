/**
 * What the stage draws, as plain data: the sizes for the layout, where edges leave and enter, and the state of each node
 * and edge at one moment. Pure. Not here: their looks (`drawing/`).
 */
import type { Activity } from '../picture/activity.ts';
import type { Fold, Scene, SceneNode } from '../fold/folding.ts';
import { shapeText, summary } from '../words/format.ts';
import type { LayoutNode, LayoutRequest, LayoutResult, Point } from '../layout/layout.ts';
import { displayName, type GraphEdge, type Picture } from '../picture/picture.ts';

/** Which passes are visible. */
export type Shown = 'forward' | 'backward' | 'both';

/** One moment of the stage. */
export interface Moment {
  /** The complete graph as it is folded: what is laid out. Ids below are those of its nodes. */
  final: Fold;
  /** What has happened, as far as the movement has come; not folded. */
  picture: Picture;
  /** The function that backward works on, and those that wait. */
  popped: number | null;
  waiting: ReadonlySet<number>;
  activity: Activity;
  /** 0 to 1; only matters for what moves. */
  progress: number;
  /** Things fly; otherwise they are only lit. */
  moving: boolean;
  /** What is not lit steps back. */
  dim: boolean;
  /** Outputs whose value is still on its way. */
  arriving: ReadonlySet<number>;
  selected: number | null;
  shown: Shown;
}

/** Heights and font sizes in model pixels. */
export const VARIABLE_HEIGHT = 106;
export const FUNCTION_HEIGHT = 70;
export const GROUP_HEIGHT = 92;
export const FONT = {
  name: 20,
  value: 28,
  longValue: 20,
  grad: 22,
  longGrad: 18,
  function: 21,
  shape: 16,
  detail: 17
} as const;

export function layoutRequestOf(final: Scene): LayoutRequest {
  const nodes = [...final.nodes.values()].map(sizeOf);
  const edges = drawableEdges(final).map(({ id, from, to }) => ({ id, source: String(from), target: String(to) }));
  return { nodes, edges };
}

/** Edges whose two ends exist. */
export function drawableEdges(scene: Scene): GraphEdge[] {
  return [...scene.edges.values()].filter((edge) => scene.nodes.has(edge.from) && scene.nodes.has(edge.to));
}

export function nodeStates(moment: Moment, node: SceneNode): string[] {
  const now = moment.picture.nodes.get(node.kind === 'group' ? node.first : node.id);
  const lit = moment.activity.nodes.has(node.id);
  const states: string[] = [node.kind, node.pass === 'backward' ? 'pass-backward' : 'pass-forward'];
  if (!now) states.push('future');
  if (lit && moment.activity.tone !== 'neutral') states.push(`lit-${moment.activity.tone}`);
  else if (moment.dim) states.push('dim');
  if (now?.kind === 'variable' && node.kind === 'variable') {
    if (now.role === 'parameter') states.push('parameter');
    if (!now.value || moment.arriving.has(node.id)) states.push('empty');
    if (now.grad?.state === 'overwritten') states.push('overwritten');
  }
  if (moment.popped === node.id) states.push('popped');
  else if (moment.waiting.has(node.id)) states.push('queued');
  if (moment.selected === node.id) states.push('selected');
  if (moment.shown !== 'both' && node.pass !== moment.shown) states.push('hidden');
  return states;
}

export function edgeStates(moment: Moment, edge: GraphEdge): string[] {
  const of = moment.picture.edges.get(moment.final.source(edge.id));
  const there = of !== undefined && moment.picture.nodes.has(of.from);
  const lit = moment.activity.edges.has(edge.id);
  const states: string[] = [edge.pass === 'backward' ? 'pass-backward' : 'pass-forward'];
  if (!there) states.push('future');
  if (lit) states.push(`lit-${moment.activity.tone}`);
  else if (moment.dim) states.push('dim');
  if (moment.shown !== 'both') {
    const from = moment.final.nodes.get(edge.from);
    const to = moment.final.nodes.get(edge.to);
    if (from?.pass !== moment.shown || to?.pass !== moment.shown) states.push('hidden');
  }
  return states;
}

export interface Ports {
  source: Point;
  target: Point;
}

/**
 * Where edges leave and enter, from the centre in shares of width and height: out of the right side, into the left side one below the other, so
 * that no edge crosses the column it comes from; the other way round where a wrapped layout runs back, and from the
 * bottom to the top where it turns. Edges into the backward graph have none.
 */
export function portsOf(final: Scene, { positions, courses = {} }: LayoutResult): Map<string, Ports> {
  const entering = new Map<number, GraphEdge[]>();
  for (const edge of drawableEdges(final)) {
    if (final.nodes.get(edge.from)?.order !== final.nodes.get(edge.to)?.order) continue;
    const others = entering.get(edge.to);
    if (others) others.push(edge);
    else entering.set(edge.to, [edge]);
  }
  const ports = new Map<string, Ports>();
  for (const edges of entering.values()) {
    edges.sort((a, b) => (positions[a.from]?.y ?? 0) - (positions[b.from]?.y ?? 0));
    const step = Math.min(0.26, 0.76 / edges.length);
    for (const [index, { id }] of edges.entries()) {
      const y = (index - (edges.length - 1) / 2) * step;
      const course = courses[id];
      if (course === 'down') ports.set(id, { source: { x: 0, y: 0.5 }, target: { x: 0, y: -0.5 } });
      else if (course === 'left') ports.set(id, { source: { x: -0.5, y: 0 }, target: { x: 0.5, y } });
      else ports.set(id, { source: { x: 0.5, y: 0 }, target: { x: -0.5, y } });
    }
  }
  return ports;
}

function sizeOf(node: SceneNode): LayoutNode {
  const { id, pass, order } = node;
  if (node.kind === 'group') {
    const text = Math.max(textWidth(node.title, FONT.function), textWidth(node.detail, FONT.detail));
    return {
      id: String(id),
      width: Math.min(Math.max(GROUP_HEIGHT, text + 36), 300),
      height: GROUP_HEIGHT,
      pass,
      order
    };
  }
  if (node.kind === 'function') {
    const width = Math.max(FUNCTION_HEIGHT, textWidth(node.name, FONT.function) + 20);
    return { id: String(id), width, height: FUNCTION_HEIGHT, pass, order };
  }
  const shape = node.value ? shapeText(node.value) : '';
  const value = node.value ? summary(node.value) : '';
  const gradient = node.grad ? `∂ ${summary(node.grad.value)}` : '';
  const wanted = Math.max(
    textWidth(displayName(node), FONT.name) + textWidth(shape, FONT.shape) + 30,
    textWidth(value, valueFont(value)) + 26,
    textWidth(gradient, gradFont(gradient)) + 28
  );
  return { id: String(id), width: Math.min(Math.max(wanted, 108), 270), height: VARIABLE_HEIGHT, pass, order };
}

export function valueFont(value: string): number {
  return value.length > 9 ? FONT.longValue : FONT.value;
}

export function gradFont(gradient: string): number {
  return gradient.length > 10 ? FONT.longGrad : FONT.grad;
}

/** Near enough for boxes; what is too long is drawn narrower. */
function textWidth(text: string, font: number): number {
  return text.length * font * 0.61;
}
