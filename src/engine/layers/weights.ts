/** First values of weights, drawn as the reference draws them. Not here: when a layer draws. */
import type { DType } from '../ndarray/dtype.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { random } from '../ndarray/random.ts';

/** Normal numbers, cast to `dtype` first, times sqrt(1 / fan-in) in that dtype: outputs neither grow nor fade. */
export function drawWeights(shape: readonly number[], fanIn: number, dtype: DType): NDArray {
  const scale = Math.sqrt(1 / fanIn);
  return random.randnAs(dtype, shape).imul(dtype === 'float32' ? Math.fround(scale) : scale);
}
