/** Walking along edges by keyboard, and what is said on the way. */
import { describe, expect, it } from 'vitest';
import { createTranslator } from '@i18n/index.ts';
import type { Translate } from '../words/sentence.ts';
import { pictureAt } from '../picture/reducer.ts';
import { spokenNode } from '../words/spoken.ts';
import { sharedVariable, STEP_SEVEN } from '../picture/step-seven.fixture.ts';
import { walkOn, type Walk, type Way } from './walk.ts';

const picture = pictureAt(STEP_SEVEN, STEP_SEVEN.length);
const go = (start: Walk | null, ...ways: Way[]): Walk | null =>
  ways.reduce<Walk | null>((walk, way) => walkOn(picture, walk, way), start);

describe('walking', () => {
  it('goes from x to y and back along the edges', () => {
    const start = go(null, 'consumers');
    expect(start?.at).toBe(1);
    expect(go(start, 'consumers')?.at).toBe(3);
    expect(go(start, ...Array<Way>(6).fill('consumers'))?.at).toBe(6);
    expect(go(start, ...Array<Way>(9).fill('consumers'))?.at).toBe(6);
    expect(go(go(null, 'previous'), 'inputs', 'inputs')?.at).toBe(5);
  });

  it('chooses among several', () => {
    const shared = pictureAt(sharedVariable(false), 5);
    const consumers = walkOn(shared, { at: 1, choices: [] }, 'consumers');
    expect(consumers).toEqual({ at: 3, choices: [3, 5] });
    expect(walkOn(shared, consumers, 'next')).toEqual({ at: 5, choices: [3, 5] });
    expect(walkOn(shared, walkOn(shared, consumers, 'next'), 'next')).toEqual({ at: 3, choices: [3, 5] });
    expect(walkOn(shared, consumers, 'previous')?.at).toBe(5);
  });

  it('goes through all nodes where there was nothing to choose', () => {
    expect(go({ at: 3, choices: [3] }, 'next')?.at).toBe(4);
  });

  it('begins anew when the node is not there any more, and nowhere in an empty graph', () => {
    expect(walkOn(picture, { at: 99, choices: [] }, 'next')?.at).toBe(1);
    expect(walkOn(pictureAt([], 0), null, 'next')).toBeNull();
  });
});

describe('spoken', () => {
  const say = (cursor: number, walk: Walk, language: 'en' | 'ko' = 'en') =>
    spokenNode(pictureAt(STEP_SEVEN, cursor), picture, walk, createTranslator(language) as Translate);

  it('has value, gradient and both ways', () => {
    expect(say(11, { at: 4, choices: [4] })).toBe(
      'Variable b, value 1.284. Gradient 2.568. Made from: Exp. Goes into: Square.'
    );
    expect(say(2, { at: 2, choices: [2] })).toBe(
      'Variable a, value 0.25. No gradient yet. Made from: none. Goes into: none.'
    );
    expect(say(11, { at: 4, choices: [4] }, 'ko')).not.toMatch(/graph\.|\{\{/);
  });

  it('says which of several', () => {
    const shared = pictureAt(sharedVariable(false), 5);
    const words = spokenNode(shared, shared, { at: 5, choices: [3, 5] }, createTranslator('en') as Translate);
    expect(words).toBe('Function Mul. Made from: y, x. Goes into: t. 2 of 2: up and down choose another.');
  });
});
