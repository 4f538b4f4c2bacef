/** A part of `npm run fuzz -- ipc`. */
import { expect, test } from 'vitest';
import { fuzzIpc } from './ipc.ts';
import { main } from './run.ts';

test('the schemas of the contract accept or refuse 10,000 arbitrary inputs, and never throw', () => {
  const report = fuzzIpc(10_000);
  expect(report.failures).toEqual([]);
  expect(report.channels).toBeGreaterThan(10);
  expect(report.accepted).toBeGreaterThan(100);
  expect(report.refused).toBeGreaterThan(1000);
});

test('the command names its targets and counts', () => {
  const printed: string[] = [];
  expect(main(['nothing'], (line) => printed.push(line))).toBe(1);
  expect(printed.join('\n')).toMatch(/npy or ipc[^]*0 passed, 1 failed$/);
  expect(main(['ipc', '500'], (line) => printed.push(line))).toBe(0);
  expect(printed.at(-1)).toBe('1 passed, 0 failed');
});
