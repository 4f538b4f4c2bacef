/**
 * From one folding of a graph to another: where each node begins, and how far the view has to be moved so that the node
 * that was opened or closed stays where it is on the screen; and the movement. Not here: drawing it (`stage-view.ts`).
 */
import type { Box } from './boxes.ts';
import { ease } from '../drawing/ease.ts';
import type { LayoutResult, Point } from '../layout/layout.ts';

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
  before: ReadonlyMap<number, Point>,
  { hostBefore, host, anchor }: Hosts
): Transition {
  const now = boxes.find(({ id }) => id === host(anchor));
  const then = before.get(hostBefore(anchor));
  const shift = now && then ? { x: now.x - then.x, y: now.y - then.y } : { x: 0, y: 0 };
  const starts = new Map<string, Point>();
  for (const { id, first } of boxes) {
    const from = before.get(id) ?? before.get(hostBefore(first));
    if (from) starts.set(String(id), { x: from.x + shift.x, y: from.y + shift.y });
  }
  return { shift, starts };
}

const TRANSITION_MS = 220;

/** Shows the positions between start and end, with each frame until they have arrived; answers what stops it there. */
export function move(
  starts: ReadonlyMap<string, Point>,
  ends: LayoutResult['positions'],
  show: (positions: LayoutResult['positions']) => void
): () => void {
  const began = performance.now();
  const between = (share: number): LayoutResult['positions'] =>
    Object.fromEntries(
      Object.entries(ends).map(([id, end]) => {
        const start = starts.get(id) ?? end;
        return [id, { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share }];
      })
    );
  show(between(0));
  let frame = requestAnimationFrame(function step(now) {
    const share = Math.min((now - began) / TRANSITION_MS, 1);
    show(share < 1 ? between(ease(Math.max(share, 0))) : ends);
    if (share < 1) frame = requestAnimationFrame(step);
  });
  return () => {
    cancelAnimationFrame(frame);
  };
}
