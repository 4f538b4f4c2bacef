/**
 * How a comparison is looked at: all that a kept view brings back besides its runs. Stored as JSON; a field that is missing
 * or of another form takes its default, so that a view of another version still opens. Pure.
 */
import * as v from 'valibot';
import { RunId } from '@ipc/ids.ts';

const flag = v.fallback(v.boolean(), false);
const text = v.fallback(v.pipe(v.string(), v.maxLength(200)), '');

export const X_AXES = ['step', 'epoch', 'time'] as const;
export const SPREADS = ['deviation', 'range'] as const;
export const PANELS = ['differences', 'code', 'parameter', 'forks'] as const;

export const CompareOptions = v.object({
  /** The metric that is drawn; '' for the first. */
  metric: text,
  x: v.fallback(v.picklist(X_AXES), 'step'),
  logX: flag,
  logY: flag,
  /** 0 is none. */
  smoothing: v.fallback(v.pipe(v.number(), v.minValue(0), v.maxValue(0.99)), 0),
  /** What runs are grouped by (run-values.ts); '' draws each run. */
  group: text,
  spread: v.fallback(v.picklist(SPREADS), 'deviation'),
  hidden: v.fallback(v.pipe(v.array(RunId), v.maxLength(300)), []),
  /** The part of x that is shown. */
  zoom: v.fallback(v.nullable(v.tuple([v.pipe(v.number(), v.finite()), v.pipe(v.number(), v.finite())])), null),
  panel: v.fallback(v.picklist(PANELS), 'differences'),
  /** Parameter against metric. */
  parameter: text,
  value: v.fallback(v.picklist(['best', 'last']), 'best'),
  logParameter: flag,
  logValue: flag
});
export type CompareOptions = v.InferOutput<typeof CompareOptions>;

export const FIRST_OPTIONS: CompareOptions = v.parse(CompareOptions, {
  metric: '',
  x: 'step',
  logX: false,
  logY: false,
  smoothing: 0,
  group: '',
  spread: 'deviation',
  hidden: [],
  zoom: null,
  panel: 'differences',
  parameter: '',
  value: 'best',
  logParameter: false,
  logValue: false
});

export const printOptions = (options: CompareOptions): string => JSON.stringify(options);

export function readOptions(json: string): CompareOptions {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return FIRST_OPTIONS;
  }
  if (typeof value !== 'object' || value === null) return FIRST_OPTIONS;
  const read = v.safeParse(CompareOptions, { ...FIRST_OPTIONS, ...value });
  return read.success ? read.output : FIRST_OPTIONS;
}
