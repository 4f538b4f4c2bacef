import { expect, test } from 'vitest';
import { array } from '../engine/ndarray/create.ts';
import { operators } from './operators.ts';

class Box {
  radd(other: unknown): unknown {
    return `radd ${String(other)}`;
  }
}

test('an array on the left leaves the answer to an object on the right that knows how', () => {
  const a = array([1, 2]);
  expect(operators.add(a, new Box())).toBe('radd [1. 2.]');
  expect(String(operators.add(a, 1))).toBe('[2. 3.]');
});

test.each([
  ['an object without the method', new Box(), /a \* b: cannot be computed .* has a method mul\(other\), or rmul/],
  ['a JavaScript array', [1, 2], /nd\.array\(\[\.\.\.\]\)/],
  ['undefined', undefined, /is a `return` missing/],
  ['null', null, /has it been computed/]
])('an array and %s: the error says what is missing, on either side', (_, other, message) => {
  expect(() => operators.mul(array([1, 2]), other)).toThrow(message);
  expect(() => operators.mul(other, array([1, 2]))).toThrow(message);
});
