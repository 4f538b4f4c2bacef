import { describe, expect, test } from 'vitest';
import { FUNCTION_NAMES, FUNCTIONS, grid, levels, octant, onMap, type TestFunction } from './functions.ts';

test('at (1, 1) they have the figures of the lesson', () => {
  const at = (name: keyof typeof FUNCTIONS) => [FUNCTIONS[name].f(1, 1), ...FUNCTIONS[name].gradient(1, 1)];
  expect(at('sphere')).toEqual([2, 2, 2]);
  expect(at('matyas').map((value) => Number(value.toFixed(12)))).toEqual([0.04, 0.04, 0.04]);
  expect(at('goldstein-price')).toEqual([1876, -5376, 8064]);
});

describe.each(FUNCTION_NAMES)('%s', (name) => {
  const one: TestFunction = FUNCTIONS[name];
  const { f, gradient, half, minimum } = one;

  test('its gradient agrees with central differences', () => {
    const h = 1e-5;
    for (const x of [-1.7, -0.6, 0.3, 1.1])
      for (const y of [-1.9, -0.4, 0.2, 1.6]) {
        const numeric = [(f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)];
        gradient(x, y).forEach((exact, i) => {
          // Of values near a million about ten digits are left after the difference is divided by 2h.
          expect(Math.abs((numeric[i] ?? NaN) - exact)).toBeLessThan(1e-4 + 1e-6 * Math.abs(exact));
        });
      }
  });

  test('its minimum is on the map, is flat, and nothing on the map is lower', () => {
    const [x, y] = minimum.at;
    expect(onMap(one, minimum.at)).toEqual([x, y]);
    expect(f(x, y)).toBeCloseTo(minimum.value, 12);
    expect(octant(gradient(x, y))).toBeNull();
    expect(Math.min(...grid(one, 81))).toBeGreaterThanOrEqual(minimum.value);
  });

  test('its lines rise in equal ratios above the minimum', () => {
    const above = levels(one, 10).map((level) => level - minimum.value);
    const ratio = (above[1] ?? NaN) / (above[0] ?? NaN);
    above.slice(1).forEach((height, i) => expect(height / (above[i] ?? NaN)).toBeCloseTo(ratio, 6));
    expect(above[9]).toBeLessThan(Math.max(...grid(one, 81)));
    expect(half).toBeGreaterThan(1);
  });
});

test('the grid begins at the top left', () => {
  const plane: TestFunction = { ...FUNCTIONS.sphere, f: (x, y) => x + 10 * y, half: 1 };
  expect(grid(plane, 2)).toEqual([4.5, 5.5, -5.5, -4.5]);
});

test('directions are named by eighths of a turn, and nowhere has none', () => {
  expect([octant([1, 0]), octant([1, 1]), octant([0, 2]), octant([-1, 0]), octant([0, -1])]).toEqual([0, 1, 2, 4, 6]);
  expect(octant([-5376, 8064])).toBe(3);
  expect(octant([0, 0])).toBeNull();
});

test('points stay on the map and have two decimals', () => {
  expect(onMap(FUNCTIONS.sphere, [5, -0.001])).toEqual([2, 0]);
  expect(onMap(FUNCTIONS.sphere, [0.1 + 0.2, 1])).toEqual([0.3, 1]);
});

test('the hollow at (1.8, 0.2), which the lesson names, is flat and higher than the minimum', () => {
  const goldstein = FUNCTIONS['goldstein-price'];
  expect(octant(goldstein.gradient(1.8, 0.2))).toBeNull();
  expect(goldstein.f(1.8, 0.2)).toBeCloseTo(84, 9);
});
