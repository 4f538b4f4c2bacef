/** An array as plain data for the event stream: whole up to a limit, beyond it a summary. Not here: when to take one. */
import { formatScalar } from '../ndarray/format.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { WHOLE_VALUE_LIMIT, type ValueSnapshot } from './events.ts';

const TEXT_LIMIT = 200;
/** Longer arrays whose elements travel are printed by whoever shows them: printing costs far more than copying. */
const PRINTED = 16;

export function snapshot(array: NDArray): ValueSnapshot {
  return array.ndim === 0 ? ofScalar(array.item(), array.dtype) : ofArray(array);
}

function ofScalar(value: number, dtype: NDArray['dtype']): ValueSnapshot {
  const finite = Number.isFinite(value) ? value : null;
  const text = formatScalar(value, dtype);
  return {
    shape: [],
    dtype,
    values: [value],
    text,
    min: finite,
    max: finite,
    mean: finite,
    nonFinite: finite === null ? 1 : 0
  };
}

function ofArray(array: NDArray): ValueSnapshot {
  const elements = array.elements();
  const whole = elements.length <= WHOLE_VALUE_LIMIT;
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let finite = 0;
  for (let i = 0; i < elements.length; i++) {
    const value = elements[i] ?? NaN;
    if (!Number.isFinite(value)) continue;
    finite += 1;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const text = whole && elements.length > PRINTED ? '' : array.toString();
  return {
    shape: [...array.shape],
    dtype: array.dtype,
    values: whole ? Array.from(elements) : null,
    text: text.length <= TEXT_LIMIT ? text : `${text.slice(0, TEXT_LIMIT - 1)}…`,
    min: finite === 0 ? null : min,
    max: finite === 0 ? null : max,
    mean: finite === 0 ? null : sum / finite,
    nonFinite: elements.length - finite
  };
}
