/** A part of `npm run fuzz -- npy`: other files than those of the command would find nothing new, so the first ones. */
import { expect, test } from 'vitest';
import { fuzzNpy } from './npy.ts';

test('3,000 hostile .npy and .npz files are read or refused with an error of ours', { timeout: 120_000 }, () => {
  const report = fuzzNpy(3000);
  expect(report.failures).toEqual([]);
  // Both happen, so that the files are neither all sound nor all hopeless.
  expect(report.read).toBeGreaterThan(100);
  expect(report.refused).toBeGreaterThan(3000);
});
