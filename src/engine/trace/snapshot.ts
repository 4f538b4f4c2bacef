/**
 * An array as plain data for the event stream: whole up to a limit, beyond it a summary. Taking one is cheap; what is only
 * for those who look (texts, the summary of a number) is put in later, by `inFull`. Not here: when to take one.
 */
import { array as arrayOf } from '../ndarray/create.ts';
import type { DType } from '../ndarray/dtype.ts';
import { formatScalar } from '../ndarray/format.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { float64Of } from '../ndarray/number.ts';
import { WHOLE_VALUE_LIMIT, type RecordedEvent, type Taken, type TraceEvent, type ValueSnapshot } from './events.ts';

const TEXT_LIMIT = 200;
/** Longer arrays whose elements travel are printed by whoever shows them: printing costs far more than copying. */
const PRINTED = 16;

/** Where events carry values; `valuesIn` has the same. */
const VALUES = ['value', 'codeValue', 'grad', 'contribution', 'before', 'after'] as const;
const NONE: readonly never[] = [];

/** The array as it is now. */
export function take(array: NDArray): Taken {
  return float64Of(array) ?? (array.ndim === 0 ? ofScalar(array.item(), array.dtype) : ofArray(array));
}

/** An event for whoever looks at it: a copy, all of whose values are whole and have their text. */
export function inFull(event: RecordedEvent): TraceEvent {
  const full = { ...event } as Record<string, unknown>;
  for (const key of VALUES) {
    const value = full[key] as Taken | null | undefined;
    if (value !== null && value !== undefined) full[key] = wholeOf(value);
  }
  return full as unknown as TraceEvent;
}

export function wholeOf(value: Taken): ValueSnapshot {
  return print(typeof value === 'number' ? ofScalar(value, 'float64') : value);
}

/** What an event carries. */
export function valuesIn(event: RecordedEvent): readonly (Taken | null | undefined)[] {
  switch (event.kind) {
    case 'variable':
      return [event.value, event.codeValue, event.grad];
    case 'variable-changed':
      return [event.value];
    case 'gradient':
      return [event.contribution, event.before, event.after];
    case 'parameter-updated':
      return [event.before, event.after];
    default:
      return NONE;
  }
}

/** How many numbers an event carries. */
export function numbersIn(event: RecordedEvent): number {
  let count = 0;
  for (const value of valuesIn(event)) count += typeof value === 'number' ? 1 : (value?.values?.length ?? 0);
  return count;
}

/** Whether an event carries an array of which it has a summary only. */
export const isSummary = (event: RecordedEvent): boolean =>
  valuesIn(event).some((value) => typeof value === 'object' && value?.values === null);

/** Whether all elements are numbers that are neither NaN nor infinite. */
export const isFinite = (value: Taken): boolean =>
  typeof value === 'number' ? Number.isFinite(value) : value.nonFinite === 0;

/** Adds the text. */
function print(value: ValueSnapshot): ValueSnapshot {
  const { values, shape } = value;
  const dtype = value.dtype as DType;
  if (value.text !== '' || values === null || values.length > PRINTED) return value;
  value.text =
    shape.length === 0 ? formatScalar(values[0] ?? NaN, dtype) : textOf(arrayOf(values, dtype).reshape(shape));
  return value;
}

function ofScalar(value: number, dtype: string): ValueSnapshot {
  const finite = Number.isFinite(value) ? value : null;
  return {
    shape: [],
    dtype,
    values: [value],
    text: '',
    min: finite,
    max: finite,
    mean: finite,
    nonFinite: finite === null ? 1 : 0
  };
}

function ofArray(array: NDArray): ValueSnapshot {
  const elements = array.elements();
  const { length } = elements;
  const values = length <= WHOLE_VALUE_LIMIT ? new Array<number>(length) : null;
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let finite = 0;
  for (let i = 0; i < length; i++) {
    const value = elements[i] ?? NaN;
    if (values !== null) values[i] = value;
    if (!Number.isFinite(value)) continue;
    finite += 1;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return {
    shape: [...array.shape],
    dtype: array.dtype,
    values,
    text: values === null ? textOf(array) : '',
    min: finite === 0 ? null : min,
    max: finite === 0 ? null : max,
    mean: finite === 0 ? null : sum / finite,
    nonFinite: length - finite
  };
}

function textOf(array: NDArray): string {
  const text = array.toString();
  return text.length <= TEXT_LIMIT ? text : `${text.slice(0, TEXT_LIMIT - 1)}…`;
}
