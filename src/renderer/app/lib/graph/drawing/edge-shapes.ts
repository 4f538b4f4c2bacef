/** An edge at a moment as shapes: its line and its arrow. Pure. Not here: where it runs (`edge-course.ts`). */
import { edgeStates, type Moment } from './elements.ts';
import type { Point } from '../layout/layout.ts';
import type { GraphEdge } from '../picture/picture.ts';
import type { Colours } from './colours.ts';
import { arrowHead } from './edge-course.ts';
import { paint, type Paint, type Shape } from './shape.ts';

export function edgeShapes(
  moment: Moment,
  edge: GraphEdge,
  points: readonly Point[],
  colours: Colours,
  change: Partial<Paint> = {}
): Shape[] {
  const states = edgeStates(moment, edge);
  const has = (name: string) => states.includes(name);
  if (has('hidden')) return [];
  const backward = has('lit-backward');
  const lit = backward || has('lit-forward');
  const stroke = backward ? colours.backward : lit ? colours.forward : colours.border;
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
