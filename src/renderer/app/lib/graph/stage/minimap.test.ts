import { describe, expect, it } from 'vitest';
import { exceeds, extentOfBoxes, mapScale, toGraph } from './minimap.ts';

const boxes = [
  { id: 1, first: 1, x: 0, y: 0, width: 100, height: 50 },
  { id: 2, first: 2, x: 900, y: 200, width: 100, height: 50 }
];

describe('the map of a large graph', () => {
  it('has all of the graph in it, and leads back to it', () => {
    const extent = extentOfBoxes(boxes);
    expect(extent).toEqual({ x1: -50, y1: -25, x2: 950, y2: 225 });
    const map = mapScale(extent, 108, 60);
    expect(map.scale).toBe(0.1);
    for (const { x, y } of boxes) {
      const point = { x: x * map.scale + map.x, y: y * map.scale + map.y };
      expect(point.x > 0 && point.x < 108 && point.y > 0 && point.y < 60).toBe(true);
      expect(toGraph(map, point).x).toBeCloseTo(x, 9);
      expect(toGraph(map, point).y).toBeCloseTo(y, 9);
    }
  });

  it('is needed when something is out of sight', () => {
    const extent = extentOfBoxes(boxes);
    expect(exceeds(extent, { x1: -60, y1: -60, x2: 960, y2: 300 })).toBe(false);
    expect(exceeds(extent, { x1: -60, y1: -60, x2: 500, y2: 300 })).toBe(true);
  });
});
