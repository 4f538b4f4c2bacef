import { describe, expect, it } from 'vitest';
import type { Box } from './boxes.ts';
import { transitionOf } from './transition.ts';

const box = (id: number, x: number, first = id): Box => ({ id, x, y: 0, width: 10, height: 10, first });

describe('transition', () => {
  it('keeps the opened group in its place and lets its nodes start from there', () => {
    const before = new Map([
      [1, { x: 0, y: 0 }],
      [-1, { x: 100, y: 0 }]
    ]);
    const boxes = [box(1, 0), box(2, 140), box(3, 240)];
    const hostBefore = (id: number) => (id === 1 ? 1 : -1);
    const { shift, starts } = transitionOf(boxes, before, { hostBefore, host: (id) => id, anchor: 2 });
    expect(shift).toEqual({ x: 40, y: 0 });
    expect(Object.fromEntries(starts)).toEqual({ 1: { x: 40, y: 0 }, 2: { x: 140, y: 0 }, 3: { x: 140, y: 0 } });
  });

  it('lets a closed group start where its first node was', () => {
    const before = new Map([
      [2, { x: 140, y: 5 }],
      [3, { x: 240, y: 5 }]
    ]);
    const { starts } = transitionOf([box(-1, 100, 2)], before, { hostBefore: (id) => id, host: () => -1, anchor: 2 });
    expect(starts.get('-1')).toEqual({ x: 100, y: 0 });
  });
});
