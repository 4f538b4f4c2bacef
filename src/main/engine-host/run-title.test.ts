import { expect, it } from 'vitest';
import { titleOfContinued, titleOfRun } from './run-title.ts';

const english = (step: string) => `from step ${step}`;
const korean = (step: string) => `${step}번째 단계부터`;

it('tells runs of a lesson apart by what was changed', () => {
  expect(titleOfRun('A neural network', {})).toBe('A neural network');
  expect(titleOfRun('A neural network', { lr: 0.05, steps: 3000 })).toBe('A neural network · lr=0.05, steps=3000');
  expect(titleOfRun('A neural network', { note: 'x'.repeat(500) })).toHaveLength(200);
});

it('says from where a run goes on, once', () => {
  const first = titleOfContinued('A neural network · lr=0.05', 500, english);
  expect(first).toBe('A neural network · lr=0.05 · from step 500');
  expect(titleOfContinued(first, 900, english)).toBe('A neural network · lr=0.05 · from step 900');
  const one = titleOfContinued('신경망', 500, korean);
  expect(one).toBe('신경망 · 500번째 단계부터');
  expect(titleOfContinued(one, 7, korean)).toBe('신경망 · 7번째 단계부터');
});
