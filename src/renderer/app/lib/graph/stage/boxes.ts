/** The boxes of a laid-out graph: for the map, for transitions and for finding what is under the pointer. Pure. */
import type { Scene } from '../fold/folding.ts';
import type { LayoutNode, LayoutResult, Point } from '../layout/layout.ts';

export interface Box extends Point {
  id: number;
  width: number;
  height: number;
  /** A node of the run that this one is or stands for. */
  first: number;
}

export function boxesOf(scene: Scene, nodes: readonly LayoutNode[], layout: LayoutResult): Box[] {
  return nodes.flatMap(({ id, width, height }) => {
    const at = layout.positions[id];
    const node = scene.nodes.get(Number(id));
    if (!at || !node) return [];
    return [{ ...at, id: node.id, width, height, first: node.kind === 'group' ? node.first : node.id }];
  });
}

/** The one under a point; the last one where they lie over each other. */
export function boxAt(boxes: readonly Box[], { x, y }: Point): Box | null {
  const under = (box: Box) => Math.abs(x - box.x) <= box.width / 2 && Math.abs(y - box.y) <= box.height / 2;
  return boxes.findLast(under) ?? null;
}
