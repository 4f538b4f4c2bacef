/**
 * One moment of the stage as a list of shapes in model pixels: what SVG, PNG and the animation are made of, and the same
 * shapes as on the screen. Pure. Not here: the formats (`../export/svg.ts`, `../export/raster.ts`).
 */
import type { Moment } from './elements.ts';
import type { LayoutNode, LayoutResult } from '../layout/layout.ts';
import type { Colours } from './colours.ts';
import { edgeShapes } from './edge-shapes.ts';
import { frameShapes } from './frame-shapes.ts';
import { framesOf } from './frames.ts';
import { extentOfAll } from './extent.ts';
import { extentOfPlace, geometryOf, type Geometry } from './geometry.ts';
import { movementShapes } from './movement-shapes.ts';
import { nodeShapes } from './node-shapes.ts';
import type { Paint, Shape } from './shape.ts';
import { PLAIN_SIGHT } from './sight.ts';

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
const DETAIL = { names: true, values: true };
/** Of the frames' names, which stand beside names of nodes here. */
const FRAME_SCALE = 18 / 13;

export function drawingOf({ moment, nodes, layout, colours, groupName, edgePaint }: DrawingParts): Drawing {
  const geometry = geometryOf(moment.final, nodes, layout);
  const { shown } = moment;
  const seen = nodes.filter(({ id }) => shown === 'both' || moment.final.nodes.get(Number(id))?.pass === shown);
  const frames = { frames: framesOf(seen, layout.positions), shown, name: groupName };
  const shapes = frameShapes(frames, { ...PLAIN_SIGHT, scale: FRAME_SCALE }, colours);
  for (const edge of moment.final.edges.values()) {
    const course = geometry.courses.get(edge.id);
    if (course) shapes.push(...edgeShapes(moment, edge, course.points, colours, edgePaint?.(edge.id)));
  }
  for (const node of moment.final.nodes.values()) {
    const place = geometry.places.get(node.id);
    if (place) shapes.push(...nodeShapes(moment, node, place, { colours, detail: DETAIL }));
  }
  shapes.push(...movementShapes(moment, geometry, PLAIN_SIGHT, colours));
  return { box: boxOf(seen, geometry), background: colours.surface, font: colours.font, shapes };
}

/** The same for every moment of a graph, so that an animation stands still. */
function boxOf(nodes: readonly LayoutNode[], { places }: Geometry): Box {
  const seen = nodes.flatMap(({ id }) => places.get(Number(id)) ?? []);
  const all = extentOfAll(seen.map(extentOfPlace));
  if (!all) return { x: 0, y: 0, width: 2 * MARGIN, height: 2 * MARGIN };
  const { x1, y1, x2, y2 } = all;
  return { x: x1 - MARGIN, y: y1 - MARGIN, width: x2 - x1 + 2 * MARGIN, height: y2 - y1 + 2 * MARGIN };
}
