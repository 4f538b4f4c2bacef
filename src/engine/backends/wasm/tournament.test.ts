import { afterAll, expect, test } from 'vitest';
import { currentHost, setHost } from '../../host.ts';
import { allTiles, planProduct } from './tournament.ts';

afterAll(() => {
  setHost(null);
});

test('a clock that cannot tell the shapes apart leaves the one that is nowhere slow', () => {
  setHost({ now: () => 1 });
  const { tile } = planProduct(64, 256, 256);
  expect(tile).toEqual({ shape: 2, rows: 4, columns: 4 });
});

test('the clock of an engine without a host is fine enough for the shapes to play', () => {
  setHost(null);
  const ticks = new Set(Array.from({ length: 1000 }, () => currentHost().now() % 1));
  expect(ticks.size).toBeGreaterThan(1);
  expect(allTiles(32)).toContainEqual(planProduct(32, 256, 256).tile);
});
