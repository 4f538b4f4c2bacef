import { expect, it } from 'vitest';
import { Budget, EVERY_MS, SHARE } from './budget.ts';

/** A training of `steps` steps of `stepMs` each, of which those that the budget admits cost `costMs` more. */
function train(steps: number, stepMs: number, cost: (step: number) => number, estimate = 0) {
  let clock = 0;
  const budget = new Budget(() => clock, estimate);
  let [spent, times] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const fits = budget.fits();
    if (fits) budget.spend(() => (clock += cost(step) / 2));
    clock += stepMs;
    if (fits) {
      budget.spend(() => (clock += cost(step) / 2), 'more');
      spent += cost(step);
      times += 1;
    }
  }
  return { share: spent / clock, times, clock };
}

it('stays under 3 % of the time of a training, however dear one time is', () => {
  for (const costMs of [0.1, 5, 40, 500]) {
    const { share, times } = train(20_000, 5, () => costMs, costMs);
    expect(share).toBeLessThanOrEqual(SHARE);
    expect(times).toBeGreaterThan(3);
  }
});

it('becomes rarer when what it does becomes dearer', () => {
  const cheap = train(20_000, 5, () => 5, 5);
  const dearer = train(20_000, 5, (step) => (step < 2000 ? 5 : 100), 5);
  expect(dearer.times).toBeLessThan(cheap.times / 2);
  // A cost that nobody could foresee comes once; it is worked off.
  expect(dearer.share).toBeLessThanOrEqual(SHARE);
});

it('is not used up by what costs nothing: a pause lies between two times, longer in a longer run', () => {
  const { times, clock } = train(100_000, 1, () => 0.001);
  expect(times).toBeLessThanOrEqual(clock / EVERY_MS + 1);
  expect(train(1000, 60_000, () => 1).times).toBeLessThanOrEqual(1000);
  expect(train(100_000, 360, () => 1).times).toBeLessThan(2500);
});

it('does nothing before the first time fits', () => {
  expect(train(10, 1, () => 50, 50).times).toBe(0);
});
