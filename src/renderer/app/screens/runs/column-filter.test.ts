import { describe, expect, it } from 'vitest';
import { columnTest } from './column-filter.ts';
import { withTags } from './tags.ts';
import { AROUND, visibleRows } from './visible-rows.ts';

const passing = (typed: string, values: (string | number | null)[], numeric = true) =>
  values.filter((value) => columnTest(typed, numeric)?.(value) ?? true);

describe('a column filter', () => {
  it('compares numbers, and takes ranges with both ends', () => {
    const values = [0.05, 0.1, 1, 10, NaN, null];
    expect(passing('<0.1', values)).toEqual([0.05]);
    expect(passing('>= 1', values)).toEqual([1, 10]);
    expect(passing('0.1..1', values)).toEqual([0.1, 1]);
    expect(passing('10', values)).toEqual([10]);
    expect(passing('nan', values)).toEqual([NaN]);
  });
  it('leaves nothing out while it is not understood', () => {
    for (const typed of ['', '  ', '<', 'abc', '1..', '..']) expect(columnTest(typed, true), typed).toBeNull();
  });
  it('needs every word of a text', () => {
    expect(passing('net LR', ['A Net, lr=0.1', 'A net', null], false)).toEqual(['A Net, lr=0.1']);
  });
});

describe('the rows that are there', () => {
  it('are those in view with some around them, and the others as space', () => {
    expect(visibleRows(300, 0, 400, 40)).toEqual({ first: 0, end: 10 + AROUND, above: 0, below: (290 - AROUND) * 40 });
    const middle = visibleRows(300, 4000, 400, 40);
    expect(middle).toMatchObject({ first: 100 - AROUND, end: 110 + AROUND });
    expect(middle.above + middle.below + (middle.end - middle.first) * 40).toBe(300 * 40);
  });
  it('end with the last, also when scrolled beyond it', () => {
    expect(visibleRows(300, 1e6, 400, 40)).toMatchObject({ end: 300, below: 0 });
    expect(visibleRows(0, 0, 400, 40)).toEqual({ first: 0, end: 0, above: 0, below: 0 });
  });
  it('are the first ones before anything is measured', () => {
    expect(visibleRows(300, 0, 0, 0)).toMatchObject({ first: 0, end: 3 * AROUND });
  });
});

describe('tags as they are typed', () => {
  it('are each there once, sorted, at most as many as the store takes', () => {
    expect(withTags(['deep'], ' wide, deep ,, a ')).toEqual(['a', 'deep', 'wide']);
    expect(withTags(['deep'], ' , ')).toEqual(['deep']);
    expect(withTags([], Array.from({ length: 30 }, (_, i) => `t${i}`).join())).toHaveLength(20);
  });
});
