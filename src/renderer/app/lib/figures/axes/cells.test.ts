import { expect, test } from 'vitest';
import { cellsOf, SHAPES } from './cells.ts';

test('every element once, numbered in row-major order, with its index', () => {
  const counts = SHAPES.map((shape) => cellsOf(shape).length);
  expect(counts).toEqual([1, 3, 6, 12]);
  const tensor = [...cellsOf([2, 2, 3])].sort((a, b) => a.value - b.value);
  expect(tensor.map(({ value }) => value)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(tensor[7]).toMatchObject({ value: 8, index: '1, 0, 1' });
  expect(cellsOf([])[0]).toMatchObject({ value: 1, index: '' });
});

test('no two elements of a matrix stand in the same place', () => {
  const places = cellsOf([2, 3]).map(({ x, y }) => `${x},${y}`);
  expect(new Set(places).size).toBe(6);
});
