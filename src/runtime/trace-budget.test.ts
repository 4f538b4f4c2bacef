import { expect, it } from 'vitest';
import { TraceBudget } from './trace-budget.ts';

/** Runs a loop whose steps take so many milliseconds; which of them were traced. */
function loop(count: number, traced: number, plain: number): boolean[] {
  let time = 0;
  const budget = new TraceBudget(() => time);
  return Array.from({ length: count }, (_, step) => {
    const fits = budget.fits(count - step);
    time += fits ? traced : plain;
    return fits;
  });
}

it('traces a loop on whose steps are worth it, but for those that are measured', () => {
  const steps = loop(10_000, 2, 1);
  expect(steps.slice(0, 1500).every(Boolean)).toBe(true);
  expect(steps.filter((traced) => !traced)).toHaveLength(50);
  expect(steps.slice(1600).every(Boolean)).toBe(true);
});

it('lets a loop of tiny steps go, and comes back for its end', () => {
  const steps = loop(100_000, 0.2, 0.01);
  const traced = steps.filter(Boolean).length;
  expect(traced).toBeGreaterThan(14_900);
  expect(traced).toBeLessThan(15_100);
  expect(steps.slice(-20).every(Boolean)).toBe(true);
  expect(steps.at(-21)).toBe(false);
});

it('begins anew after a pause', () => {
  let time = 0;
  const budget = new TraceBudget(() => time);
  expect(budget.fits(1e6)).toBe(true);
  time = 3000;
  expect(budget.fits(1e6)).toBe(false);
  budget.restart();
  expect(budget.fits(1e6)).toBe(true);
});
