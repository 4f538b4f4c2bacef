/** An array as plain data for the event stream: whole up to a limit, beyond it a summary. Not here: when to take one. */
import type { NDArray } from '../ndarray/ndarray.ts';
import { WHOLE_VALUE_LIMIT, type ValueSnapshot } from './events.ts';

const TEXT_LIMIT = 200;

export function snapshot(array: NDArray): ValueSnapshot {
  const elements = array.elements();
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let finite = 0;
  for (const value of elements) {
    if (!Number.isFinite(value)) continue;
    finite += 1;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const text = array.toString();
  return {
    shape: [...array.shape],
    dtype: array.dtype,
    values: elements.length <= WHOLE_VALUE_LIMIT ? Array.from(elements) : null,
    text: text.length <= TEXT_LIMIT ? text : `${text.slice(0, TEXT_LIMIT - 1)}…`,
    min: finite === 0 ? null : min,
    max: finite === 0 ? null : max,
    mean: finite === 0 ? null : sum / finite,
    nonFinite: elements.length - finite
  };
}
