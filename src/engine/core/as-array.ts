/** Numbers as 0-d arrays, arrays as they are. Not here: nested lists (nd.array). */
import { NDArray } from '../ndarray/ndarray.ts';

export function asArray(value: NDArray | number): NDArray {
  if (value instanceof NDArray) return value;
  if (typeof value === 'number') return NDArray.scalar(value);
  if (typeof value === 'boolean') return NDArray.scalar(value ? 1 : 0, 'bool');
  throw new TypeError(
    `a ${Array.isArray(value) ? 'list' : typeof value} is not an array; write nd.array(...) around it`
  );
}
