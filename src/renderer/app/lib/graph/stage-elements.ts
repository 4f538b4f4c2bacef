/**
 * A laid-out graph as cytoscape takes it: all elements at once, which is much faster than one by one.
 * Pure. Not here: their classes (`elements.ts`), cytoscape itself (`stage-view.ts`).
 */
import type { ElementDefinition } from 'cytoscape';
import { drawableEdges, layoutRequestOf, portsOf } from './elements.ts';
import type { Scene } from './folding.ts';
import type { LayoutResult, Point } from './layout.ts';

export interface Box extends Point {
  id: number;
  width: number;
  height: number;
  /** A node of the run that this one is or stands for. */
  first: number;
}

export function boxesOf(scene: Scene, layout: LayoutResult): Box[] {
  return layoutRequestOf(scene).nodes.flatMap(({ id, width, height }) => {
    const at = layout.positions[id];
    const node = scene.nodes.get(Number(id));
    if (!at || !node) return [];
    return [{ ...at, id: node.id, width, height, first: node.kind === 'group' ? node.first : node.id }];
  });
}

export function elementsOf(scene: Scene, layout: LayoutResult, boxes: readonly Box[]): ElementDefinition[] {
  const ports = portsOf(scene, layout);
  const nodes = boxes.map(({ id, width, height, x, y }): ElementDefinition => {
    return { group: 'nodes', data: { id: String(id), width, height }, position: { x, y } };
  });
  const edges = drawableEdges(scene).flatMap(({ id, from, to }): ElementDefinition[] => {
    const ends = { id, source: String(from), target: String(to) };
    if (!layout.positions[ends.source] || !layout.positions[ends.target]) return [];
    return [{ group: 'edges', data: { ...ends, ...layout.bends[id], ...ports.get(id) } }];
  });
  return [...nodes, ...edges];
}
