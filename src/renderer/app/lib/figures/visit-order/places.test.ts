import { expect, test } from 'vitest';
import { HALF, link, FUNCTION_PLACES, R, VARIABLE_PLACES } from './places.ts';

test('an arrow runs from the border of one node to that of the other, and keeps a little distance', () => {
  const [x, y] = VARIABLE_PLACES.x;
  expect(link(FUNCTION_PLACES.A, VARIABLE_PLACES.x, 'to')).toBe(
    `M${x + R + 3} ${y}L${FUNCTION_PLACES.A[0] - HALF - 3} ${y}`
  );
});

test('back and forth are the same line, turned round', () => {
  const ends = (path: string) => path.slice(1).split('L');
  expect(ends(link(FUNCTION_PLACES.D, VARIABLE_PLACES.b, 'from'))).toEqual(
    ends(link(FUNCTION_PLACES.D, VARIABLE_PLACES.b, 'to')).toReversed()
  );
});
