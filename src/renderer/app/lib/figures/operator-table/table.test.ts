// That these rules are those of the lessons is tested in ../operators/asking.test.ts.
import { expect, test } from 'vitest';
import { CELLS, countWorking, FIRST_STEP, LAST_STEP, move, ROWS } from './table.ts';

test('what works after each step', () => {
  const counts = [];
  for (let step = FIRST_STEP; step <= LAST_STEP; step++) counts.push(countWorking(step).count);
  expect(counts).toEqual([0, 2, 10, 23]);
  const never = CELLS.flat().filter((cell) => cell?.since === null);
  expect(never.map((cell) => cell?.code)).toEqual(['x ** y', '2 ** x', 'A ** x']);
});

test('each row of the table is the operator that it is named after', () => {
  expect(CELLS.map((row) => row[0]?.code)).toEqual(['x + y', 'x * y', 'x - y', 'x / y', 'x ** y', '-x']);
  expect(ROWS).toHaveLength(CELLS.length);
});

test('arrow keys move by one, stop at the edge and stay on cells', () => {
  expect(move({ row: 0, column: 0 }, 'ArrowRight')).toEqual({ row: 0, column: 1 });
  expect(move({ row: 0, column: 0 }, 'ArrowUp')).toEqual({ row: 0, column: 0 });
  expect(move({ row: 2, column: 1 }, 'End')).toEqual({ row: 2, column: 4 });
  expect(move({ row: 2, column: 3 }, 'Home')).toEqual({ row: 2, column: 0 });
  expect(move({ row: 4, column: 3 }, 'ArrowDown')).toEqual({ row: 5, column: 0 });
  expect(move({ row: 5, column: 0 }, 'ArrowRight')).toEqual({ row: 5, column: 0 });
  expect(move({ row: 1, column: 1 }, 'a')).toEqual({ row: 1, column: 1 });
});
