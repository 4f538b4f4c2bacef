import { describe, expect, it } from 'vitest';
import { differenceOfCurves, differenceOfPrints } from './compare-prints.ts';

describe('printed lines', () => {
  it('agree when the numbers are close and the words equal', () => {
    expect(differenceOfPrints(['variable(0.1234567890123)'], ['variable(0.1234567890124)'])).toBeNull();
    expect(differenceOfPrints(['[1. 2.] nan'], ['[1. 2.] nan'])).toBeNull();
  });

  it('differ when a number is off, a word is another, or a line is missing', () => {
    expect(differenceOfPrints(['3.2975'], ['3.2974'])).toMatch(/line 1/);
    expect(differenceOfPrints(['loss 1'], ['cost 1'])).toMatch(/line 1/);
    expect(differenceOfPrints(['nan'], ['1.0'])).toMatch(/line 1/);
    expect(differenceOfPrints([], ['1'])).toMatch(/printed 0 lines/);
  });
});

describe('curves', () => {
  it('are compared at the given steps only, and a NaN never agrees', () => {
    const curve = new Map([
      [0, 1],
      [10, 0.5]
    ]);
    expect(differenceOfCurves(curve, { index: [0, 10], values: [1, 0.5] })).toBeNull();
    expect(differenceOfCurves(curve, { index: [10], values: [0.5001] })).toMatch(/step 10/);
    expect(differenceOfCurves(curve, { index: [5], values: [0.7] })).toMatch(/no value/);
    expect(differenceOfCurves(new Map([[0, NaN]]), { index: [0], values: [1] })).toMatch(/step 0/);
  });
});
