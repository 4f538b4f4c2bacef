/**
 * What a drawing has besides nodes and edges: the frames around the graphs of forward and backward, the values that fly,
 * and the sum under a variable. Pure; the looks are those of the stage's overlay.
 */
import { pointAlong } from '../edge-path.ts';
import { ease } from '../ease.ts';
import { VARIABLE_HEIGHT } from '../elements.ts';
import { groupsOf } from '../groups.ts';
import type { Point } from '../layout.ts';
import type { Colours } from '../style.ts';
import { paint, type DrawingParts, type Shape } from './drawing.ts';

const PILL = 20;

export function groupShapes({ moment, nodes, layout, colours, groupName }: DrawingParts): Shape[] {
  const hidden = (id: string) => moment.shown !== 'both' && moment.final.nodes.get(Number(id))?.pass !== moment.shown;
  return groupsOf(
    nodes.filter(({ id }) => !hidden(id)),
    layout.positions
  ).flatMap(({ order, x, y, width, height }) => [
    {
      ...{ kind: 'box', x, y, width, height, radius: 12 },
      paint: paint({ stroke: colours.border, width: 1, dash: order === 0 ? [] : [3, 4], opacity: 0.6 })
    } as const,
    {
      ...{ kind: 'text', x: x + width / 2, y: y - 14, text: groupName(order), size: 18, weight: 600, room: width },
      paint: paint({ fill: order === 0 ? colours.forward : colours.backward })
    } as const
  ]);
}

export function movementShapes(
  { moment, nodes, layout, colours }: DrawingParts,
  courses: ReadonlyMap<string, readonly Point[]>
): Shape[] {
  const { activity, progress, moving } = moment;
  const shapes: Shape[] = [];
  if (activity.sum && !(moving && progress < 0.55)) {
    const { target, text, warning } = activity.sum;
    const at = layout.positions[String(target)];
    const height = nodes.find(({ id }) => id === String(target))?.height ?? VARIABLE_HEIGHT;
    const line = warning ? colours.danger : activity.tone === 'update' ? colours.update : colours.backward;
    const words = warning || activity.tone === 'update' ? text : `∂ ${text}`;
    if (at) shapes.push(...pill(words, { x: at.x, y: at.y + height / 2 + 26 }, line, colours.surface, line, []));
  }
  if (!moving) return shapes;
  for (const { edge, reverse, text, start, end } of activity.pulses) {
    const course = courses.get(edge);
    if (!course || progress < start || progress > end) continue;
    const share = ease((progress - start) / (end - start));
    shapes.push(...flying(pointAlong(course, reverse ? 1 - share : share), text, reverse, activity.tone, colours));
  }
  return shapes;
}

function flying({ x, y }: Point, text: string, reverse: boolean, tone: string, colours: Colours): Shape[] {
  const line = reverse || tone === 'backward' ? colours.backward : colours.forward;
  const above = y - VARIABLE_HEIGHT / 2 - 18;
  const fill = reverse ? colours.surface : line;
  const dot: Shape = {
    ...{ kind: 'box', x: x - 7, y: y - 7, width: 14, height: 14, radius: 7 },
    paint: paint({ fill, stroke: line, width: 3 })
  };
  if (!text) return [dot];
  const points = [
    { x, y },
    { x, y: above }
  ];
  const stem: Shape = { kind: 'line', points, closed: false, paint: paint({ stroke: line, width: 1.5 }) };
  const dash = reverse ? [6, 4] : [];
  return [stem, dot, ...pill(text, { x, y: above }, line, fill, reverse ? line : colours.surface, dash)];
}

function pill(text: string, at: Point, line: string, fill: string, ink: string, dash: readonly number[]): Shape[] {
  const width = text.length * PILL * 0.6 + PILL * 1.2;
  const height = PILL * 1.8;
  return [
    {
      ...{ kind: 'box', x: at.x - width / 2, y: at.y - height / 2, width, height, radius: height / 2 },
      paint: paint({ fill, stroke: line, width: 2.5, dash })
    },
    {
      kind: 'text',
      x: at.x,
      y: at.y,
      text,
      size: PILL,
      weight: 700,
      room: width - PILL / 2,
      paint: paint({ fill: ink })
    }
  ];
}
