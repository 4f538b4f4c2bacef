import { describe, expect, it } from 'vitest';
import { layoutRequestOf } from '../drawing/elements.ts';
import { curve, pointAlong } from '../drawing/edge-path.ts';
import { computeLayout } from './layout.ts';
import { pictureAt } from '../picture/reducer.ts';
import { sharedVariable, STEP_SEVEN } from '../picture/step-seven.fixture.ts';

describe('computeLayout', () => {
  it('puts step 7 on one line from left to right', () => {
    const request = layoutRequestOf(pictureAt(STEP_SEVEN, STEP_SEVEN.length));
    const { positions, bends } = computeLayout(request);
    const chain = [1, 3, 2, 5, 4, 7, 6].map((id) => positions[String(id)]!);
    for (const [index, point] of chain.entries())
      if (index > 0) expect(point.x).toBeGreaterThan(chain[index - 1]!.x + 80);
    expect(new Set(chain.map((point) => Math.round(point.y))).size).toBe(1);
    expect(bends).toEqual({});
  });

  it('overlaps nothing', () => {
    const request = layoutRequestOf(pictureAt(sharedVariable(false), 16));
    const { positions } = computeLayout(request);
    for (const a of request.nodes)
      for (const b of request.nodes) {
        if (a.id === b.id) continue;
        const [p, q] = [positions[a.id]!, positions[b.id]!];
        const apart =
          Math.abs(p.x - q.x) >= (a.width + b.width) / 2 || Math.abs(p.y - q.y) >= (a.height + b.height) / 2;
        expect(apart, `${a.id} and ${b.id}`).toBe(true);
      }
  });

  it('puts the graph of the backward pass below', () => {
    const node = (id: string, pass: 'forward' | 'backward') => ({ id, width: 100, height: 80, pass });
    const { positions } = computeLayout({
      nodes: [node('1', 'forward'), node('2', 'forward'), node('3', 'backward')],
      edges: [
        { id: '1>2', source: '1', target: '2' },
        { id: '1>3', source: '1', target: '3' }
      ]
    });
    expect(positions['3']!.y).toBeGreaterThan(Math.max(positions['1']!.y, positions['2']!.y) + 100);
  });
});

describe('edge path', () => {
  it('travels at an even speed', () => {
    const straight = curve({ x: 0, y: 0 }, [], { x: 10, y: 0 });
    expect(pointAlong(straight, 0.3)).toEqual({ x: 3, y: 0 });
    const bent = curve({ x: 0, y: 0 }, [{ x: 5, y: 10 }], { x: 10, y: 0 });
    expect(pointAlong(bent, 0.5).x).toBeCloseTo(5, 6);
    expect(pointAlong(bent, 1).x).toBeCloseTo(10, 6);
  });
});
