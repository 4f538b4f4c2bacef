import { expect, it } from 'vitest';
import { layoutRequestOf } from './elements.ts';
import { traceOf, type Call } from './large-graph.fixture.ts';
import { computeLayout } from './layout.ts';
import { pictureAt } from './reducer.ts';

it('lays out a residual network of a thousand nodes, every node in its place', () => {
  const calls = Array.from({ length: 166 }, (_, block): Call[] => [
    { name: 'Sin', from: [3 * block - 1] },
    { name: 'Cos', from: [3 * block] },
    { name: 'Add', from: [3 * block - 1, 3 * block + 1] }
  ]).flat();
  const events = traceOf(calls);
  const request = layoutRequestOf(pictureAt(events, events.length));
  const { positions } = computeLayout(request);
  expect(Object.keys(positions)).toHaveLength(997);
  for (const { source, target } of request.edges) expect(positions[target]!.x).toBeGreaterThan(positions[source]!.x);
});
