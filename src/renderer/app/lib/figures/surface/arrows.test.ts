import { expect, test } from 'vitest';
import { arrows } from './arrows.ts';
import { FUNCTIONS } from './functions.ts';

test('arrows point uphill, and the steeper, the longer, though never longer than the space between two', () => {
  const found = arrows(FUNCTIONS['goldstein-price'], 8);
  expect(found).toHaveLength(64);
  for (const { from, by } of found) {
    const [dx, dy] = FUNCTIONS['goldstein-price'].gradient(...from);
    expect(dx * by[0] + dy * by[1]).toBeGreaterThan(0);
    expect(Math.hypot(...by)).toBeLessThanOrEqual(0.85 + 1e-12);
  }
  const lengthAt = (x: number, y: number) =>
    Math.hypot(...(found.find(({ from }) => from[0] === x && from[1] === y)?.by ?? [NaN, NaN]));
  expect(lengthAt(-1.75, 1.75)).toBeGreaterThan(lengthAt(0.25, -0.75));
});

test('a place without a slope has no arrow', () => {
  expect(arrows(FUNCTIONS.sphere, 3)).toHaveLength(8);
});
