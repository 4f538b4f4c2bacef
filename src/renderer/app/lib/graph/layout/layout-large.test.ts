import { expect, describe, it } from 'vitest';
import { FUNCTION_HEIGHT, layoutRequestOf } from '../drawing/elements.ts';
import { fold, MOST_VISIBLE, openAtFirst } from '../fold/folding.ts';
import { groupsOf } from '../fold/grouping.ts';
import { chain, traceOf, type Call } from '../picture/large-graph.fixture.ts';
import { layoutLarge } from './layout-large.ts';
import { computeLayout, type LayoutRequest, type LayoutResult } from './layout.ts';
import { pictureAt } from '../picture/reducer.ts';

const GAPS = { column: 58, node: 30, edge: 18 };

function requestOf(calls: readonly Call[]): LayoutRequest {
  const events = traceOf(calls);
  return layoutRequestOf(pictureAt(events, events.length));
}

const residual = Array.from({ length: 166 }, (_, block): Call[] => [
  { name: 'Sin', from: [3 * block - 1] },
  { name: 'Cos', from: [3 * block] },
  { name: 'Add', from: [3 * block - 1, 3 * block + 1] }
]).flat();
/** Twenty layers of twenty functions, each with a parameter and three inputs from the layer before. */
const wide = Array.from({ length: 400 }, (_, k): Call => {
  const before = 20 * (Math.floor(k / 20) - 1);
  const from = before < 0 ? [-1] : [k - 20, before + ((7 * k) % 20), before + ((11 * k + 3) % 20)];
  return { name: 'Linear', from: [...new Set(from)], parameter: true };
});

function expectApart({ nodes }: LayoutRequest, { positions }: LayoutResult): void {
  const boxes = nodes.map((node) => ({ ...node, ...positions[node.id]! }));
  for (const [index, a] of boxes.entries())
    for (const b of boxes.slice(index + 1)) {
      const apart =
        Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2 - 1e-6;
      if (!apart) expect.fail(`${a.id} lies over ${b.id}`);
    }
}

describe('layout of a large graph', () => {
  it.each([
    ['a residual network of 997 nodes', residual],
    ['twenty wide layers', wide],
    ['a variable that 300 functions use', chain(300).map((call, k) => ({ ...call, from: [k - 1, -1] }))]
  ])('%s: every edge from left to right, no node over another', (_, calls) => {
    const request = requestOf(calls);
    const layout = computeLayout(request);
    expect(Object.keys(layout.positions)).toHaveLength(request.nodes.length);
    for (const { source, target } of request.edges)
      expect(layout.positions[target]!.x).toBeGreaterThan(layout.positions[source]!.x);
    expectApart(request, layout);
  });

  it('keeps a chain on one line', () => {
    const request = requestOf(chain(120));
    const { positions, bends } = layoutLarge(request.nodes, request.edges, GAPS);
    expect(new Set(Object.values(positions).map(({ y }) => Math.round(y))).size).toBe(1);
    expect(bends).toEqual({});
  });

  it('opens a straight chain of 13,001 nodes folded, and lays it out as a whole, without running out of stack', () => {
    const events = traceOf(chain(6500));
    const final = pictureAt(events, events.length);
    const groups = groupsOf(final, 'auto');
    const open = openAtFirst(groups);
    const folded = fold(
      final,
      groups,
      (key) => open.has(key),
      () => ({ title: '', detail: '' })
    );
    expect(folded.nodes.size).toBeLessThanOrEqual(MOST_VISIBLE);
    const request = layoutRequestOf(folded);
    expect(Object.keys(computeLayout(request).positions)).toHaveLength(folded.nodes.size);
    const whole = layoutRequestOf(final);
    const { positions } = computeLayout(whole);
    expect(Object.keys(positions)).toHaveLength(13_001);
    for (const { source, target } of whole.edges) expect(positions[target]!.x).toBeGreaterThan(positions[source]!.x);
  });

  it('leads an edge that skips columns around what is between', () => {
    const request = requestOf(residual.slice(0, 3));
    const { positions, bends } = layoutLarge(request.nodes, request.edges, GAPS);
    const [long] = request.edges.filter(({ source, target }) => source === '1' && target === '9');
    const { weights, distances } = bends[long!.id]!;
    const [from, to] = [positions['1']!, positions['9']!];
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    // One point beside each of the four nodes that are passed.
    const beside = ['3', '2', '6', '5'].map((id) => positions[id]!);
    expect(weights).toHaveLength(beside.length);
    for (const [index, weight] of weights.entries()) {
      const y = from.y + (to.y - from.y) * weight + ((to.x - from.x) / length) * distances[index]!;
      expect(Math.abs(y - beside[index]!.y)).toBeGreaterThan(FUNCTION_HEIGHT / 2);
    }
  });

  it('puts a leaf right before its first use', () => {
    const calls = [...chain(10), { name: 'Mul', from: [9], parameter: true }];
    const request = requestOf(calls);
    const { positions } = layoutLarge(request.nodes, request.edges, GAPS);
    const [parameter, last] = [positions['34']!, positions['29']!];
    expect(parameter.x).toBeCloseTo(last.x, 6);
  });

  it('cuts the circles of a folded graph', () => {
    const node = (id: string) => ({ id, width: 80, height: 60, pass: 'forward' as const });
    const nodes = ['a', 'b', 'c'].map(node);
    const edges = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a']
    ].map(([source = '', target = '']) => ({ id: `${source}>${target}`, source, target }));
    const { positions } = layoutLarge(nodes, edges, GAPS);
    expect(positions['a']!.x).toBeLessThan(positions['b']!.x);
    expect(positions['b']!.x).toBeLessThan(positions['c']!.x);
    expectApart({ nodes, edges }, { positions, bends: {} });
  });
});
