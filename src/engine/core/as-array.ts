/** Numbers as 0-d arrays, arrays as they are. Not here: nested lists (nd.array). */
import { described } from './described.ts';
import { ValueError } from './errors.ts';
import { NDArray } from '../ndarray/ndarray.ts';

/**
 * A number or truth value as a 0-d array, an array as it is; an error for anything else, nested lists included
 * (nd.array makes arrays of those); `op` is the name that the error carries. Source: DeZero as_array.
 * @example
 * asArray(2); // => 2.0
 * asArray([1, 2]); // throws ValueError: asArray: a list is not an array
 */
export function asArray(value: NDArray | number, op = 'asArray'): NDArray {
  if (value instanceof NDArray) return value;
  if (typeof value === 'number') return NDArray.scalar(value);
  if (typeof value === 'boolean') return NDArray.scalar(value ? 1 : 0, 'bool');
  throw new ValueError(op, `${described(value)} is not an array; write nd.array(...) around it.`);
}
