/** Operands of picture kernels: float arrays of one dtype that lie row by row. */
import type { DType, TypedArray } from '../../../ndarray/dtype.ts';
import type { NDArray } from '../../../ndarray/ndarray.ts';
import { plain } from '../../plain/index.ts';

/** Elements that lie row by row from `offset` on. */
export interface RowMajor {
  readonly array: TypedArray;
  readonly offset: number;
}

/** The elements in that dtype: where they are, or a copy. */
export function rowMajor(x: NDArray, dtype: DType): RowMajor {
  if (x.contiguous && x.dtype === dtype) return { array: x.storage.read(), offset: x.offset };
  return { array: plain.copy(x, dtype).storage.read(), offset: 0 };
}
