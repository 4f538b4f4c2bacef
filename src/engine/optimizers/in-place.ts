/** Changing arrays as training does: computed in the wider dtype, rounded to the array's own, in its own memory. */
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';

type Change = 'iadd' | 'isub' | 'imul';

export function changed(array: NDArray, how: Change, by: NDArray | number): NDArray {
  const result = array[how](by);
  return result.dtype === array.dtype ? result : result.astype(array.dtype);
}

export function changeParam(param: Variable, how: Change, by: NDArray): void {
  param.data = changed(param.data, how, by);
}
