/**
 * What a moment has besides nodes and edges: the values that fly, and the sum under a variable. In screen pixels, so that
 * they can be read however small the graph is. Pure. Not here: what moves (`../activity.ts`).
 */
import { ease } from './ease.ts';
import { VARIABLE_HEIGHT, type Moment } from './elements.ts';
import type { Point } from '../layout/layout.ts';
import type { Colours } from './colours.ts';
import { pointAlong } from './edge-path.ts';
import { extentOfAll, type Extent } from './extent.ts';
import type { Geometry } from './geometry.ts';
import { extentOfShape, paint, type Shape } from './shape.ts';
import type { Sight } from './sight.ts';

/** Half of what flies, and the distance that values keep from the view's edge. */
const DOT = 7;
const EDGE = 18;
const SIDE = 6;

export function movementShapes(moment: Moment, geometry: Geometry, sight: Sight, colours: Colours): Shape[] {
  const sum = sumShapes(moment, geometry, sight, colours);
  return moment.moving ? [...sum, ...pulseShapes(moment, geometry, sight, colours)] : sum;
}

/** On the screen: all that moves during this event, at any of its moments, and the sum. Null when there is nothing. */
export function movementExtent(moment: Moment, geometry: Geometry, sight: Sight, colours: Colours): Extent | null {
  const atEnd: Moment = { ...moment, progress: 1, moving: false };
  const still = sumShapes(atEnd, geometry, sight, colours).map(extentOfShape);
  const courses = moment.moving ? moment.activity.pulses : [];
  const moving = courses.flatMap(({ edge, text }): Extent[] => {
    const course = geometry.courses.get(edge);
    if (!course) return [];
    const [from, to] = [
      onScreen({ x: course.extent.x1, y: course.extent.y1 }, sight),
      onScreen({ x: course.extent.x2, y: course.extent.y2 }, sight)
    ];
    const [along, tall] = text ? [pillWidth(text, sight) / 2, aboveBy(sight) + pillSize(sight)] : [0, 0];
    const by = Math.max(along, DOT);
    // A value that would leave the view at the top is kept in it, below where its line would have it.
    return [{ x1: from.x - by, y1: from.y - Math.max(tall, DOT), x2: to.x + by, y2: Math.max(to.y + DOT, 2 * EDGE) }];
  });
  return extentOfAll([...still, ...moving]);
}

/** Under the variable: what was added or overwritten. Stays while its event is the current one. */
function sumShapes(moment: Moment, { places }: Geometry, sight: Sight, colours: Colours): Shape[] {
  const { sum, tone } = moment.activity;
  if (!sum || (moment.moving && moment.progress < 0.55) || isHidden(moment, sum.target)) return [];
  const place = places.get(sum.target);
  if (!place) return [];
  const at = onScreen(place, sight);
  const below = at.y + (place.height / 2) * sight.zoom + 26 * Math.max(sight.scale, sight.zoom);
  // 'neutral' has no sum, and a forward one is the question mark of a prediction.
  const line = sum.warning ? colours.danger : tone === 'neutral' ? colours.muted : colours[tone];
  const text = sum.warning || tone !== 'backward' ? sum.text : `∂ ${sum.text}`;
  const look = { line, fill: colours.surface, ink: line, dash: [] };
  return pill(
    text,
    { x: inside(at.x, pillWidth(text, sight), sight), y: Math.min(below, sight.height - 20) },
    look,
    sight
  );
}

/** Beside the middle of its variable, where it would leave the view at a side. */
function inside(x: number, width: number, sight: Sight): number {
  const most = sight.width - width / 2 - SIDE;
  if (x < 0 || x > sight.width || most < width / 2 + SIDE) return x;
  return Math.min(Math.max(x, width / 2 + SIDE), most);
}

function pulseShapes(moment: Moment, { courses }: Geometry, sight: Sight, colours: Colours): Shape[] {
  const { activity, progress } = moment;
  return activity.pulses.flatMap(({ edge, reverse, text, start, end }): Shape[] => {
    const course = courses.get(edge);
    const ends = moment.final.edges.get(edge);
    if (!course || !ends || progress < start || progress > end) return [];
    if (isHidden(moment, ends.from) || isHidden(moment, ends.to)) return [];
    const share = ease((progress - start) / (end - start));
    const at = onScreen(pointAlong(course.points, reverse ? 1 - share : share), sight);
    // Forward: a full pill. Backward: an outlined one.
    const line = reverse || activity.tone === 'backward' ? colours.backward : colours.forward;
    const fill = reverse ? colours.surface : line;
    const look = { line, fill, ink: reverse ? line : colours.surface, dash: reverse ? [6, 4] : [] };
    const dot: Shape = {
      ...{ kind: 'box', x: at.x - DOT, y: at.y - DOT, width: 2 * DOT, height: 2 * DOT, radius: DOT },
      paint: paint({ fill, stroke: line, width: 3 })
    };
    if (!text) return [dot];
    // What travels is a dot; its value floats above the row, so that it covers neither end.
    const above = at.y - aboveBy(sight);
    const points = [at, { x: at.x, y: above }];
    const stem: Shape = { kind: 'line', points, closed: false, paint: paint({ stroke: line, width: 1.5 }) };
    const top = sight.height === Infinity ? above : Math.max(above, EDGE);
    return [stem, dot, ...pill(text, { x: at.x, y: top }, look, sight)];
  });
}

function isHidden({ final, shown }: Moment, id: number): boolean {
  return shown !== 'both' && final.nodes.get(id)?.pass !== shown;
}

function onScreen({ x, y }: Point, { zoom, pan }: Sight): Point {
  return { x: x * zoom + pan.x, y: y * zoom + pan.y };
}

interface Look {
  line: string;
  fill: string;
  ink: string;
  dash: readonly number[];
}

function pill(text: string, at: Point, { line, fill, ink, dash }: Look, sight: Sight): Shape[] {
  const size = pillSize(sight);
  const width = pillWidth(text, sight);
  const height = size * 1.8;
  return [
    {
      ...{ kind: 'box', x: at.x - width / 2, y: at.y - height / 2, width, height, radius: height / 2 },
      paint: paint({ fill, stroke: line, width: 2.5, dash })
    },
    {
      ...{ kind: 'text', x: at.x, y: at.y, text, size, weight: 700, room: width - size / 2 },
      paint: paint({ fill: ink })
    }
  ];
}

function pillSize({ zoom, scale }: Sight): number {
  return Math.min(Math.max(15 * scale, 20 * zoom), 28);
}

function pillWidth(text: string, sight: Sight): number {
  const size = pillSize(sight);
  return sight.measure(text, size) + size * 1.2;
}

/** From a line to the middle of the value that flies over it. */
function aboveBy({ zoom, scale }: Sight): number {
  return (VARIABLE_HEIGHT / 2) * zoom + 18 * scale;
}
