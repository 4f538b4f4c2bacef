import { expect, it } from 'vitest';
import { proposal } from './trace-choice.ts';

const trace = (id: string, cell: string) => ({ id, cell, label: id, events: [] });
const proposed = (ids: string[], cell: string) => {
  const { before, after } = proposal(
    ids.map((id) => trace(id, id[0] ?? '')),
    cell
  );
  return [before?.id, after?.id];
};

it('proposes the cell’s last run and the one before it, else the last of another cell', () => {
  expect(proposed(['a1', 'b2', 'a3', 'b4'], 'a')).toEqual(['a1', 'a3']);
  expect(proposed(['b1', 'b2', 'a3'], 'a')).toEqual(['b2', 'a3']);
  expect(proposed(['b1', 'b2'], 'a')).toEqual(['b1', 'b2']);
  expect(proposed(['a1'], 'a')).toEqual([undefined, 'a1']);
  expect(proposed([], 'a')).toEqual([undefined, undefined]);
});
