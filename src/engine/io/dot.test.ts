import { expect, test } from 'vitest';
import { F, L, nd, Variable } from '../index.ts';
import { getDotGraph } from './dot.ts';

test('a name with quotes stays one label', () => {
  const x = new Variable(nd.array(1), 'the "x"');
  expect(getDotGraph(x)).toBe('digraph g {\nn0 [label="the \\"x\\": () float64", color=orange, style=filled]\n}');
  expect(() => getDotGraph(3 as never)).toThrow(/takes a Variable/);
  expect(getDotGraph(new Variable())).toContain('label=""');
});

test('the readable variant shows each node once, constants by value', () => {
  const x = new Variable(nd.array(2), 'x');
  const text = getDotGraph(F.add(F.mul(x, x), 3), { readable: true });
  expect(text.match(/x = 2/g)).toHaveLength(1);
  expect(text).toContain('label="3"');
  expect(text).toContain('n5 -> n4 [label="1", fontsize=9];');
  const layer = new L.Linear(2);
  expect(getDotGraph(layer.call(nd.ones([1, 3])), { readable: true })).toContain('3 × 2 float32');
});

test('a graph of 100,000 functions is written without recursion', () => {
  let y = new Variable(nd.array(0));
  for (let i = 0; i < 100_000; i++) y = F.add(y, 1);
  expect(getDotGraph(y, { verbose: false }).split('\n')).toHaveLength(2 + 1 + 100_000 * 6);
});
