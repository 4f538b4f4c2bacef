/** An array as plain data for the event stream: whole up to a limit, beyond it a summary. Not here: when to take one. */
import { array as arrayOf } from '../ndarray/create.ts';
import type { DType } from '../ndarray/dtype.ts';
import { formatScalar } from '../ndarray/format.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { WHOLE_VALUE_LIMIT, type ValueSnapshot } from './events.ts';

const TEXT_LIMIT = 200;
/** Longer arrays whose elements travel are printed by whoever shows them: printing costs far more than copying. */
const PRINTED = 16;

export function snapshot(array: NDArray): ValueSnapshot {
  return print(unprinted(array));
}

/** Without the text, where the elements say it: most events of a training loop are never looked at. */
export function unprinted(array: NDArray): ValueSnapshot {
  return array.ndim === 0 ? ofScalar(array.item(), array.dtype) : ofArray(array);
}

/** Adds the text. */
export function print(value: ValueSnapshot): ValueSnapshot {
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
