import { expect, it } from 'vitest';
import { kernelsOf, recordOf } from './kernel-record.ts';

it('reads what it writes, from among the rest of an environment', () => {
  const kernels = { set: 'relaxed', threads: 2 } as const;
  expect(kernelsOf({ app: '1.0.0', ...recordOf(kernels) })).toEqual(kernels);
});

it('takes nothing from a run that has none, or has what makes no sense', () => {
  expect(kernelsOf({ app: '1.0.0' })).toEqual({});
  expect(kernelsOf({ kernels: 'fast', threads: '2' })).toEqual({});
  expect(kernelsOf({ threads: 'many' })).toEqual({});
  expect(kernelsOf({ threads: '0' })).toEqual({});
});
