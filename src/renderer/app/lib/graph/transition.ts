/**
 * From one folding of a graph to another: where each node begins, and how far the view has to be moved so that the node
 * that was opened or closed stays where it is on the screen. Pure. Not here: the movement itself (`stage-view.ts`).
 */
import type { Point } from './layout.ts';
import type { Box } from './stage-elements.ts';

export interface Hosts {
  /** Which node stood for a node of the run before, and which does now. */
  hostBefore: (id: number) => number;
  host: (id: number) => number;
  /** A node of the run. */
  anchor: number;
}

export interface Transition {
  shift: Point;
  /** In the coordinates of the new layout. */
  starts: ReadonlyMap<string, Point>;
}

export function transitionOf(
  boxes: readonly Box[],
  before: ReadonlyMap<string, Point>,
  { hostBefore, host, anchor }: Hosts
): Transition {
  const now = boxes.find(({ id }) => id === host(anchor));
  const then = before.get(String(hostBefore(anchor)));
  const shift = now && then ? { x: now.x - then.x, y: now.y - then.y } : { x: 0, y: 0 };
  const starts = new Map<string, Point>();
  for (const { id, first } of boxes) {
    const from = before.get(String(id)) ?? before.get(String(hostBefore(first)));
    if (from) starts.set(String(id), { x: from.x + shift.x, y: from.y + shift.y });
  }
  return { shift, starts };
}
