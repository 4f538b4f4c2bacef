import { describe, expect, it } from 'vitest';
import type { Histogram, Ratio } from '@runtime/observation.ts';
import { LIMITS } from './hint-limits.ts';
import { hintsOf } from './hints.ts';
import { addObserved, MOST_OBSERVED, NOTHING_OBSERVED } from './observed.ts';
import { ratioOf, gradOf } from './sample-observations.ts';

const codes = (observations: (Histogram | Ratio)[], loss: number[] | null = null) =>
  hintsOf(addObserved(NOTHING_OBSERVED, observations), loss && { x: loss.map((_, i) => i), y: loss }).map(
    ({ code }) => code
  );
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const falling = times(100, (i) => 1 / (1 + i));

describe('hints', () => {
  it('says nothing about a healthy training', () => {
    const healthy = times(10, (i) => [
      gradOf('W1', i, 0.1 / (1 + i)),
      gradOf('W2', i, 0.2 / (1 + i)),
      ratioOf('W1', i, 1e-3)
    ]);
    expect(codes(healthy.flat(), falling)).toEqual([]);
    expect(codes([], null)).toEqual([]);
  });

  it('names the layer and step of the first value that is not finite, and says nothing else', () => {
    const observed = [...times(6, (i) => ratioOf('W1', i, 0.9)), { ...gradOf('W2', 3, 1), notFinite: 2 }];
    const [hint, ...more] = hintsOf(addObserved(NOTHING_OBSERVED, observed), null);
    expect(hint).toMatchObject({ code: 'not-finite', names: ['W2'], step: 3 });
    expect(more).toEqual([]);
    expect(codes([], [1, NaN, 2])).toEqual(['not-finite']);
  });

  it('sees gradients that grow by three decades, but not ones that shrink', () => {
    expect(codes(times(8, (i) => gradOf('W1', i, 1e-3 * 10 ** i)))).toEqual(['exploding']);
    expect(codes(times(8, (i) => gradOf('W1', i, 10 ** -i)))).toEqual([]);
  });

  it('sees a layer that hardly gets a gradient beside the others', () => {
    const deep = times(5, (i) => [gradOf('l1/W', i, 1e-8), gradOf('l9/W', i, 0.1)]).flat();
    const [hint] = hintsOf(addObserved(NOTHING_OBSERVED, deep), null);
    expect(hint).toMatchObject({ code: 'vanishing', names: ['l1/W'] });
    expect(hint?.value).toBeCloseTo(1e-7, 12);
  });

  it('sees entries that are nearly all zero, where there are enough of them', () => {
    expect(codes(times(5, (i) => gradOf('W1', i, 0.1, 0.95)))).toEqual(['dead']);
    expect(codes(times(5, (i) => gradOf('W1', i, 0.1, 0.5)))).toEqual([]);
    const few = times(5, (i) => ({ ...gradOf('b', i, 0), low: 0, high: 0, counts: [3] }));
    expect(codes(few)).toEqual([]);
  });

  it('takes steps that are too large only when they stay so', () => {
    expect(codes(times(5, (i) => ratioOf('W1', i, 0.2)))).toEqual(['lr-high']);
    expect(codes(times(9, (i) => ratioOf('W1', i, i < 5 ? 0.2 : 1e-3)))).toEqual([]);
    expect(codes(times(LIMITS.inARow - 1, (i) => ratioOf('W1', i, 0.2)))).toEqual([]);
  });

  it('needs a loss that stands still before it calls steps too small', () => {
    const tiny = times(5, (i) => ratioOf('W1', i, 1e-7));
    expect(
      codes(
        tiny,
        times(50, () => 0.5)
      )
    ).toEqual(['lr-low']);
    expect(codes(tiny, falling)).toEqual([]);
    expect(
      codes(
        [...tiny, ...times(5, (i) => ratioOf('W2', i, 1e-3))],
        times(50, () => 0.5)
      )
    ).toEqual([]);
  });

  it('sees a loss that climbs again, not one odd value', () => {
    expect(codes([], [...falling, ...times(40, () => 0.5)])).toEqual(['loss-rises']);
    expect(codes([], [...falling, 5])).toEqual([]);
  });
});

describe('what is kept of observations', () => {
  it('is bounded, with the first and the last of each series', () => {
    const many = times(5 * MOST_OBSERVED, (i) => ratioOf('W1', i, i));
    const kept = many.reduce((all, one) => addObserved(all, [one]), NOTHING_OBSERVED).ratios.get('W1') ?? [];
    expect(kept.length).toBeLessThanOrEqual(MOST_OBSERVED);
    expect([kept[0]?.step, kept.at(-1)?.step]).toEqual([0, 5 * MOST_OBSERVED - 1]);
  });

  it('keeps the last confusion and the last samples of a name, and values apart from gradients', () => {
    const confusion = (step: number) => ({
      kind: 'confusion' as const,
      name: 'test',
      step,
      time: 0,
      classes: ['0'],
      counts: [step]
    });
    const observed = addObserved(NOTHING_OBSERVED, [
      confusion(1),
      confusion(2),
      gradOf('W', 0, 1),
      { ...gradOf('W', 0, 1), of: 'param' }
    ]);
    expect(observed.confusions.get('test')?.counts).toEqual([2]);
    expect([observed.params.get('W')?.length, observed.grads.get('W')?.length]).toEqual([1, 1]);
  });
});
