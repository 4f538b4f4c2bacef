import { expect, test } from 'vitest';
import { changesBetween } from './changes.ts';

test('the first step adds every line', () => {
  const { lines, added, changed, removed, size } = changesBetween('', 'a\nb\n');
  expect({ added, changed, removed, size }).toEqual({ added: 2, changed: 0, removed: 0, size: 2 });
  expect(lines.map(({ mark }) => mark)).toEqual(['added', 'added']);
});

test('a line that takes the place of another is changed, and the old one stays in view before it', () => {
  const { lines, added, changed, removed } = changesBetween('a\nb\nc\n', 'a\nB\nnew\nc\n');
  expect({ added, changed, removed }).toEqual({ added: 1, changed: 1, removed: 0 });
  expect(lines).toEqual([
    { text: 'a', mark: 'same' },
    { text: 'b', mark: 'removed' },
    { text: 'B', mark: 'changed' },
    { text: 'new', mark: 'added' },
    { text: 'c', mark: 'same' }
  ]);
});

test('lines that go away are counted, and nothing is marked where nothing differs', () => {
  expect(changesBetween('a\nb\nc', 'a\nc')).toMatchObject({ added: 0, changed: 0, removed: 1, size: 2 });
  const still = changesBetween('a\nb', 'a\nb');
  expect(still).toMatchObject({ added: 0, changed: 0, removed: 0 });
  expect(still.lines.every(({ mark }) => mark === 'same')).toBe(true);
});
