import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TRACE_VERSION, type TraceEvent, type ValueSnapshot } from '../engine/trace/events.ts';
import type { TraceFileError } from './trace-file.ts';
import { decodeTrace, encodeTrace, MOST_CHARACTERS, TRACE_FILE_VERSION, type TraceFile } from './trace-file.ts';

const value = (values: number[]): ValueSnapshot => ({
  ...{ shape: [values.length], dtype: 'float64', values, text: '~[]', min: null, max: null, mean: null },
  nonFinite: values.filter((one) => !Number.isFinite(one)).length
});
const place = { at: { file: 'cells/1.ts', line: 3, column: 1 }, cell: null };
const file = (events: TraceEvent[]): TraceFile => ({
  title: '~NaN',
  entry: 'cells/1.ts',
  files: { 'cells/1.ts': '~x' },
  events
});
const printed = (text: string): TraceEvent => ({ kind: 'printed', text, ...place });
const gradient = (values: number[]): TraceEvent => {
  const after = value(values);
  return { kind: 'gradient', target: 1, from: null, mode: 'seed', contribution: after, before: null, after, ...place };
};

describe('a trace as a file', () => {
  it('comes back as it was, whatever numbers and texts it holds', () => {
    const numbers = fc.array(fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0)), { maxLength: 8 });
    const events = fc.array(
      fc.oneof(numbers.map(gradient), fc.string().map(printed), fc.constantFrom('~', '~~', '~-0', '~NaN').map(printed))
    );
    fc.assert(
      fc.property(events, (list) => {
        expect(decodeTrace(encodeTrace(file(list)))).toEqual(file(list));
      }),
      { seed: 3, numRuns: 100 }
    );
  });

  it('has the version of the events', () => {
    expect(TRACE_FILE_VERSION).toBe(TRACE_VERSION);
  });

  it.each<[TraceFileError['why'], string]>([
    ['notJson', '{'],
    ['notTrace', '{"format":"other"}'],
    ['version', JSON.stringify({ format: 'dezero-studio-trace', version: 99 })],
    ['event', encodeTrace(file([{ ...printed('x'), text: 5 } as unknown as TraceEvent]))],
    ['event', encodeTrace(file([{ kind: 'plotted' } as unknown as TraceEvent]))],
    ['tooLarge', ' '.repeat(MOST_CHARACTERS + 1)]
  ])('is refused with a reason: %s', (why, text) => {
    expect(() => decodeTrace(text)).toThrow(expect.objectContaining({ name: 'TraceFileError', why }) as Error);
  });

  it('refuses more events than a run can have', () => {
    const many = encodeTrace(file(Array<TraceEvent>(40_001).fill(printed(''))));
    expect(() => decodeTrace(many)).toThrow(expect.objectContaining({ why: 'event' }) as Error);
  });

  it('does not fall for a prototype', () => {
    const text = encodeTrace(file([])).replace('"files":{', '"__proto__":{"polluted":1},"files":{');
    expect(decodeTrace(text)).toEqual(file([]));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
