import { expect, test } from 'vitest';
import { addMetrics } from './metrics.ts';

const row = (step: number, value = step / 2) => ({ name: 'loss', step, value, time: step });

test('rows are gathered by name; a step that comes again replaces what followed', () => {
  const first = addMetrics([], [row(0), row(1), { ...row(0), name: 'accuracy' }]);
  expect(first.map(({ name, x }) => [name, x])).toEqual([
    ['loss', [0, 1]],
    ['accuracy', [0]]
  ]);
  const again = addMetrics(first, [row(1, 9)]);
  expect(again[0]).toMatchObject({ x: [0, 1], y: [0, 9] });
  expect(first[0]).toMatchObject({ y: [0, 0.5] });
});

test('the live curve of a very long run is thinned; first, last and NaN stay', () => {
  const rows = Array.from({ length: 30_000 }, (_, i) => row(i, i === 4_001 ? NaN : i));
  const [series] = addMetrics([], rows);
  expect(series?.x.length).toBeLessThan(20_000);
  expect([series?.x[0], series?.x.at(-1)]).toEqual([0, 29_999]);
  expect(series?.x).toContain(4_001);
  expect(series?.y.length).toBe(series?.x.length);
});
