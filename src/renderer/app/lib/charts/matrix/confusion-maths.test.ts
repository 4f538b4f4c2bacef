import { describe, expect, it } from 'vitest';
import { accuracyOf, cellsOf } from './confusion-maths.ts';

const confusion = {
  kind: 'confusion' as const,
  name: 'test',
  step: 1,
  time: 0,
  classes: ['cat', 'dog'],
  counts: [3, 1, 0, 0]
};

describe('a confusion matrix', () => {
  it('has the share of each true class, also of one without samples', () => {
    expect(cellsOf(confusion).map(({ actual, predicted, share }) => [actual, predicted, share])).toEqual([
      [0, 0, 0.75],
      [0, 1, 0.25],
      [1, 0, 0],
      [1, 1, 0]
    ]);
  });
  it('counts its diagonal', () => {
    expect(accuracyOf(confusion)).toEqual({ right: 3, total: 4 });
    expect(accuracyOf({ ...confusion, counts: [0, 0, 0, 0] })).toBeNull();
  });
});
