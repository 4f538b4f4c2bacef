import { expect, it } from 'vitest';
import type { TraceEvent } from '@engine/trace/events.ts';
import { KeptTrace, MOST_FIRST, MOST_LAST, unpackTrace } from './kept-trace.ts';

const printed = (text: string): TraceEvent => ({ kind: 'printed', at: null, cell: null, text });
const large = (count: number): TraceEvent => ({
  ...{ kind: 'variable-changed', at: null, cell: null, id: 1 },
  value: {
    ...{ shape: [count], dtype: 'float64', values: new Array<number>(count).fill(0), text: '' },
    ...{ min: 0, max: 0, mean: 0, nonFinite: 0 }
  }
});

async function kept(trace: KeptTrace) {
  const packed = await trace.packed();
  return packed && unpackTrace(packed.bytes);
}

it('keeps the beginning, and the last steps as they were sent last', async () => {
  const trace = new KeptTrace();
  expect(await trace.packed()).toBeNull();
  trace.add(Array.from({ length: MOST_FIRST.events + 9 }, (_, i) => printed(String(i))));
  trace.addLast(true, [printed('a')]);
  trace.addLast(true, [printed('b')]);
  trace.addLast(false, [printed('c')]);
  const { first, last } = (await kept(trace))!;
  expect([first.length, first[0], first.at(-1)]).toEqual([MOST_FIRST.events, printed('0'), printed('1999')]);
  expect(last).toEqual([printed('b'), printed('c')]);
});

it('keeps no part of last steps that are too large, and takes smaller ones again', async () => {
  const trace = new KeptTrace();
  trace.addLast(true, [printed('a'), large(MOST_LAST.numbers)]);
  trace.addLast(false, [large(1)]);
  trace.addLast(false, [printed('b')]);
  expect(await trace.packed()).toBeNull();
  trace.addLast(true, [printed('c')]);
  expect(await kept(trace)).toEqual({ first: [], last: [printed('c')] });
});
