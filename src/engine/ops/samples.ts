/** Arrays for the samples of ops: always the same numbers, away from nothing in particular. Not here: randomness. */
import { NDArray } from '../ndarray/ndarray.ts';
import { sizeOf } from '../ndarray/shape.ts';
import type { Sample } from './define-op.ts';

/** Numbers spread over [low, high) without order; `salt` gives other ones. */
export function uniform(shape: readonly number[], low = -1, high = 1, salt = 0): NDArray {
  const elements = new Float64Array(sizeOf(shape));
  // Multiples of the golden ratio modulo 1 never come close to each other, so maxima are unique.
  for (let i = 0; i < elements.length; i++) {
    const part = ((i + 1 + 7 * salt) * 0.6180339887498949 + 0.137 * salt) % 1;
    elements[i] = low + (high - low) * part;
  }
  return NDArray.wrap(elements, shape, 'float64');
}

export function scalar(value: number): NDArray {
  return NDArray.scalar(value);
}

export function labels(...values: number[]): NDArray {
  return NDArray.wrap(Int32Array.from(values), [values.length], 'int32');
}

/** Samples of an op without attributes. */
export function plainSamples(...inputs: (readonly NDArray[])[]): Sample<null>[] {
  return inputs.map((one) => ({ inputs: one, attrs: null }));
}
