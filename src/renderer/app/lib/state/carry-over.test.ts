import { expect, test } from 'vitest';
import { carryOver } from './carry-over.ts';

const lines = (...all: string[]): string => all.join('\n');
const solution = { 'variable.ts': lines('class Variable {', '  data;', '}', '', 'class Func {', '  call() {}', '}') };
const start = {
  'variable.ts': lines('class Variable {', '  data;', '  grad = null;', '}', '', 'class Func {', '  call() {}', '}'),
  'new.ts': 'fresh'
};

test('what the learner wrote is kept, what the step adds comes in', () => {
  const own = { 'variable.ts': solution['variable.ts'].replace('  call() {}', '  call() { /* mine */ }') };
  expect(carryOver({ solution, own }, start)).toEqual({
    'variable.ts': start['variable.ts'].replace('  call() {}', '  call() { /* mine */ }')
  });
});

test('where both changed the same lines, those of the step stand', () => {
  const own = {
    'variable.ts': solution['variable.ts'].replace('  data;', '  data = 1;').replace('call() {}', 'call() { 1 }')
  };
  const merged = carryOver({ solution, own }, start)['variable.ts'] ?? '';
  expect(merged).toContain('  grad = null;');
  expect(merged).toContain('  call() { 1 }');
  expect(merged).not.toContain('data = 1');
});

test('nothing is carried where the learner wrote the same, nothing, or in a file that the step has not', () => {
  expect(carryOver({ solution, own: {} }, start)).toEqual({});
  expect(carryOver({ solution, own: solution }, start)).toEqual({});
  expect(carryOver({ solution, own: { 'exercise.ts': 'mine' } }, start)).toEqual({});
});
