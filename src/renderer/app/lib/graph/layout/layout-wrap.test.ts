import { describe, expect, it } from 'vitest';
import { FONT, layoutRequestOf, portsOf } from '../drawing/elements.ts';
import { computeLayout, type LayoutRequest, type LayoutResult } from './layout.ts';
import { pictureAt } from '../picture/reducer.ts';
import { sharedVariable, STEP_SEVEN } from '../picture/step-seven.fixture.ts';

const final = pictureAt(STEP_SEVEN, STEP_SEVEN.length);
const chain = layoutRequestOf(final);
const usual = 13 / FONT.shape;
const narrow = { width: 424, height: 496, enough: usual };

describe('wrapToRoom', () => {
  it('keeps the smallest text of step 7 at 13 px in a narrow stage', () => {
    const plain = zoom(chain, computeLayout(chain), narrow);
    const wrapped = zoom(chain, computeLayout({ ...chain, room: narrow }), narrow);
    expect(plain * FONT.shape).toBeLessThan(9);
    expect(wrapped * FONT.shape).toBeGreaterThanOrEqual(13);
  });

  it('keeps one line where the line can be read', () => {
    const room = { width: 1200, height: 500, enough: usual };
    expect(computeLayout({ ...chain, room })).toEqual(computeLayout(chain));
  });

  it('turns straight down and runs back', () => {
    const layout = computeLayout({ ...chain, room: narrow });
    const courses = Object.values(layout.courses ?? {});
    expect(courses).toContain('left');
    for (const { id, source, target } of chain.edges) {
      const [from, to] = [layout.positions[source]!, layout.positions[target]!];
      const course = layout.courses?.[id];
      if (course === 'down') {
        expect(to.x).toBeCloseTo(from.x, 6);
        expect(to.y).toBeGreaterThan(from.y);
        expect(portsOf(final, layout).get(id)).toEqual({ source: { x: 0, y: 0.5 }, target: { x: 0, y: -0.5 } });
      } else {
        expect(to.y).toBeCloseTo(from.y, 6);
        expect(Math.sign(to.x - from.x)).toBe(course === 'left' ? -1 : 1);
      }
    }
  });

  it('wraps a network before the weights of its second layer', () => {
    const nodes = ['x', 'W1', 'b1', 'Linear', 'a', 'Sigmoid', 'h', 'W2', 'b2', 'Linear 2', 'y', 't', 'MSE', 'loss'];
    const links = [
      ...['x>Linear', 'W1>Linear', 'b1>Linear', 'Linear>a', 'a>Sigmoid', 'Sigmoid>h', 'h>Linear 2', 'W2>Linear 2'],
      ...['b2>Linear 2', 'Linear 2>y', 'y>MSE', 't>MSE', 'MSE>loss']
    ];
    const request: LayoutRequest = {
      nodes: nodes.map((id) => ({ id, width: 150, height: /^[A-Z].{2}/.test(id) ? 70 : 106, pass: 'forward' })),
      edges: links.map((id) => ({ id, source: id.split('>')[0]!, target: id.split('>')[1]! }))
    };
    const plain = zoom(request, computeLayout(request), narrow);
    const wrapped = computeLayout({ ...request, room: narrow });
    expect(zoom(request, wrapped, narrow)).toBeGreaterThan(1.4 * plain);
    expect(wrapped.courses?.['Sigmoid>h']).toBe('down');
    for (const a of nodes)
      for (const b of nodes) {
        const [p, q] = [wrapped.positions[a]!, wrapped.positions[b]!];
        if (a < b) expect(Math.abs(p.x - q.x) >= 150 || Math.abs(p.y - q.y) >= 70, `${a} ${b}`).toBe(true);
      }
  });

  it('never parts where several edges pass', () => {
    const request = layoutRequestOf(pictureAt(sharedVariable(false), 16));
    const { courses = {} } = computeLayout({ ...request, room: { width: 100, height: 900, enough: 1 } });
    const down = request.edges.filter(({ id }) => courses[id] === 'down');
    // x goes into Add twice and into Mul: only behind Mul, and between Add and y, could a row end.
    for (const { source } of down) expect(source).not.toBe('1');
  });

  it('overlaps nothing', () => {
    const { positions } = computeLayout({ ...chain, room: narrow });
    for (const a of chain.nodes)
      for (const b of chain.nodes) {
        if (a.id === b.id) continue;
        const [p, q] = [positions[a.id]!, positions[b.id]!];
        const apart =
          Math.abs(p.x - q.x) >= (a.width + b.width) / 2 || Math.abs(p.y - q.y) >= (a.height + b.height) / 2;
        expect(apart, `${a.id} and ${b.id}`).toBe(true);
      }
  });
});

function zoom(request: LayoutRequest, { positions }: LayoutResult, room: { width: number; height: number }): number {
  const sides = request.nodes.map((node) => {
    const { x, y } = positions[node.id]!;
    return { x1: x - node.width / 2, x2: x + node.width / 2, y1: y - node.height / 2, y2: y + node.height / 2 };
  });
  const width = Math.max(...sides.map((side) => side.x2)) - Math.min(...sides.map((side) => side.x1));
  const height = Math.max(...sides.map((side) => side.y2)) - Math.min(...sides.map((side) => side.y1));
  return Math.min(room.width / width, room.height / height);
}
