/** Format, sentences and activity: what the stage says and lights up for each event. */
import { describe, expect, it } from 'vitest';
import { createTranslator } from '@i18n/index.ts';
import type { TraceEvent, ValueSnapshot } from '@engine/trace/events.ts';
import { activityOf } from '../picture/activity.ts';
import { exact, shapeText, short, summary } from './format.ts';
import { pictureAt } from '../picture/reducer.ts';
import { sentenceOf } from './sentence.ts';
import { scalar, sharedVariable, STEP_SEVEN } from '../picture/step-seven.fixture.ts';

const array = (shape: number[], values: number[]): ValueSnapshot => ({
  ...scalar(0),
  shape,
  values,
  min: Math.min(...values),
  max: Math.max(...values)
});

describe('numbers', () => {
  it('have four significant digits', () => {
    const numbers = [2.568050833375483, 0.25, -5376, 138357544, 0.00001234567, 0, NaN, -Infinity, 12345.678];
    expect(numbers.map(short)).toEqual(['2.568', '0.25', '-5376', '1.384e8', '1.235e-5', '0', 'NaN', '-∞', '12350']);
  });

  it('are exact for the clipboard', () => {
    expect(exact(scalar(3.297442541400256))).toBe('3.297442541400256');
    expect(exact(array([2, 2], [1, 0.1, -0, 4]))).toBe('[[1, 0.1], [-0, 4]]');
  });

  it('are summed up for arrays', () => {
    expect(summary(array([3], [1, 2, 3]))).toBe('[1 2 3]');
    expect(summary(array([2, 2], [1, 2, 3, 4.5]))).toBe('1 … 4.5');
    expect([shapeText(scalar(1)), shapeText(array([3], [1, 2, 3])), shapeText(array([1, 2], [1, 2]))]).toEqual([
      '',
      '(3,)',
      '(1, 2)'
    ]);
  });
});

function say(events: readonly TraceEvent[], index: number, language: 'en' | 'ko'): string {
  const { key, values } = sentenceOf(events[index] ?? null, pictureAt(events, events.length));
  return createTranslator(language)(key as 'graph.play', values);
}

describe('sentences', () => {
  it('say what happened in both languages', () => {
    expect(say(STEP_SEVEN, 10, 'en')).toBe('Square sends 2.568 back to b.');
    expect(say(STEP_SEVEN, 10, 'ko')).toBe('Square 함수가 변수 b에 기울기 2.568 값을 보냅니다.');
    expect(say(STEP_SEVEN, 4, 'en')).toBe('Exp takes a and makes b = 1.284.');
    expect(say(sharedVariable(false), 11, 'en')).toBe('Add sends 3 back to x; it is added: 6 + 3 = 9.');
    expect(say(sharedVariable(true), 11, 'en')).toContain('overwrites 6 instead of adding');
  });

  it('exist for every event', () => {
    for (const events of [STEP_SEVEN, sharedVariable(false), sharedVariable(true)])
      for (const language of ['en', 'ko'] as const)
        events.forEach((_, index) => expect(say(events, index, language)).not.toMatch(/graph\.|\{\{/));
  });
});

describe('activity', () => {
  const at = (events: readonly TraceEvent[], index: number) =>
    activityOf(events[index] ?? null, pictureAt(events, index + 1));

  it('sends the gradient against the edge', () => {
    const activity = at(STEP_SEVEN, 10);
    expect(activity.tone).toBe('backward');
    expect(activity.pulses).toEqual([{ edge: '4>7', reverse: true, text: '∂ 2.568', start: 0, end: 0.7 }]);
  });

  it('sends values along the edges, at most two at a time', () => {
    const activity = at(STEP_SEVEN, 4);
    expect(activity.pulses.map(({ edge, text }) => [edge, text])).toEqual([
      ['2>5', '0.25'],
      ['5>4', '1.284']
    ]);
    for (const events of [STEP_SEVEN, sharedVariable(false)])
      events.forEach((_, index) => {
        const { pulses } = at(events, index);
        for (const moment of [0.1, 0.6, 0.9])
          expect(pulses.filter(({ start, end }) => start < moment && moment < end).length).toBeLessThanOrEqual(2);
      });
  });

  it('shows the sum and warns of overwriting', () => {
    expect(at(sharedVariable(false), 11).sum).toEqual({ target: 1, text: '6 + 3 = 9', warning: false });
    expect(at(sharedVariable(true), 11).sum).toEqual({ target: 1, text: '⚠ 6 → 3', warning: true });
    expect(at(sharedVariable(false), 15).tone).toBe('update');
  });
});
