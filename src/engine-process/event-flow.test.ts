import { expect, it } from 'vitest';
import type { TraceEvent } from '@engine/trace/events.ts';
import type { CellEvent } from '@runtime/cell-events.ts';
import { CONTROL, CONTROL_STATE } from '@runtime/control.ts';
import { cutTrace, EventFlow } from './event-flow.ts';

const words = (length: number) => new Int32Array(new SharedArrayBuffer(length * 4));
const line: CellEvent = { kind: 'console', level: 'log', text: 'x', at: null };
const printed: TraceEvent = { kind: 'printed', at: null, cell: null, text: '' };
const variable = (count: number): TraceEvent => ({
  kind: 'variable',
  at: null,
  cell: null,
  id: 1,
  name: null,
  role: 'leaf',
  generation: 0,
  pass: 'forward',
  type: 'Variable',
  value: {
    shape: [count],
    dtype: 'float64',
    values: new Array<number>(count).fill(0),
    text: '',
    min: 0,
    max: 0,
    mean: 0,
    nonFinite: 0
  }
});

it('lets through what main takes, and drops the flood of a stopped cell but not its last words', () => {
  const [control, taken] = [words(CONTROL.LENGTH), words(1)];
  const sent: CellEvent[] = [];
  const flow = new EventFlow(control, taken, (event) => sent.push(event));
  for (let i = 0; i < 256; i++) flow.emit(line);
  expect(sent).toHaveLength(256);
  Atomics.add(taken, 0, 1);
  flow.emit(line);
  expect(sent).toHaveLength(257);
  Atomics.store(control, CONTROL.STATE, CONTROL_STATE.STOP);
  flow.emit(line);
  expect(sent).toHaveLength(257);
  flow.emit({ kind: 'finished', status: 'stopped', seconds: 1 });
  expect(sent).toHaveLength(258);
});

it('cuts a trace by events and by numbers, in order', () => {
  expect(cutTrace(new Array<TraceEvent>(600).fill(printed)).map((part) => part.length)).toEqual([256, 256, 88]);
  expect(cutTrace(new Array<TraceEvent>(10).fill(variable(4096))).map((part) => part.length)).toEqual([8, 2]);
  expect(cutTrace([])).toEqual([]);
});
