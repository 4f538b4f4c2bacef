/**
 * Operands of picture kernels: arrays that lie row by row. Those of another dtype than the kernel computes in are
 * converted on their way into the workspace, so nothing of their size is made.
 */
import type { TypedArray } from '../../../ndarray/dtype.ts';
import type { NDArray } from '../../../ndarray/ndarray.ts';
import { plain } from '../../plain/index.ts';
import { copyIn } from '../workspace.ts';

/** What kernels compute. */
export type Floats = Float32Array | Float64Array;

/** Elements that lie row by row from `offset` on. */
export interface RowMajor {
  readonly array: TypedArray;
  readonly offset: number;
}

/** The elements where they are, or a copy where they do not lie so. */
export function rowMajor(x: NDArray): RowMajor {
  if (x.contiguous) return { array: x.storage.read(), offset: x.offset };
  return { array: plain.copy(x, x.dtype).storage.read(), offset: 0 };
}

/** Elements `from` to `to` into the workspace, as float32 (size 4) or float64 (size 8). */
export function place(address: number, { array, offset }: RowMajor, from: number, to: number, size: 4 | 8): void {
  copyIn(address, array, offset + from, offset + to, size);
}
