/**
 * The frames around the graphs of forward and of each order of backward, where there is more than one. Pure.
 * Not here: their looks (`frame-shapes.ts`).
 */
import type { LayoutNode, Point } from '../layout/layout.ts';

export interface Frame {
  /** 0: forward; n: the graph that the n-th differentiation built. */
  order: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The text and its values that name a frame. */
export function frameText(order: number): [key: string, values: { order: number }] {
  return [`graph.frame.${order <= 2 ? order : 'n'}`, { order }];
}

const PADDING = 26;

export function framesOf(nodes: readonly LayoutNode[], positions: Readonly<Record<string, Point>>): Frame[] {
  const found = new Map<number, { left: number; right: number; top: number; bottom: number }>();
  for (const { id, width, height, order = 0 } of nodes) {
    const at = positions[id];
    if (!at) continue;
    const old = found.get(order) ?? { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    found.set(order, {
      left: Math.min(old.left, at.x - width / 2),
      right: Math.max(old.right, at.x + width / 2),
      top: Math.min(old.top, at.y - height / 2),
      bottom: Math.max(old.bottom, at.y + height / 2)
    });
  }
  if (![...found.keys()].some((order) => order > 0)) return [];
  return [...found.entries()]
    .sort(([a], [b]) => a - b)
    .map(([order, { left, right, top, bottom }]) => ({
      order,
      x: left - PADDING,
      y: top - PADDING,
      width: right - left + 2 * PADDING,
      height: bottom - top + 2 * PADDING
    }));
}
