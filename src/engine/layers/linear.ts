/** y = x W + b. Without `inSize` the weights are drawn at the first call, when the size of the input is known. */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { Parameter } from '../core/parameter.ts';
import type { Variable } from '../core/variable.ts';
import { zeros } from '../ndarray/create.ts';
import type { DType } from '../ndarray/dtype.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { linear } from '../ops/linear.ts';
import { Layer } from './layer.ts';
import { checkedSize } from './checked-size.ts';
import { drawWeights } from './weights.ts';

/** Whether there is a bias, the dtype (float32), and the size of the input where it is known. */
export interface LinearOptions {
  noBias?: boolean;
  dtype?: DType;
  inSize?: number | null;
}

/**
 * y = x W + b: (N, inSize) to (N, outSize). W is drawn as randn · √(1/inSize), at the first call where `inSize` is left
 * out; b starts at 0. Source: DeZero layers.Linear.
 * @example
 * const layer = new L.Linear(3);
 * layer.call(nd.ones([2, 4])).shape; // => [2, 3]
 * layer.W.shape; // => [4, 3]
 */
export class Linear extends Layer {
  readonly outSize: number;
  readonly dtype: DType;
  W = new Parameter(null, 'W');
  b: Parameter | null;

  constructor(outSize: number, { noBias = false, dtype = 'float32', inSize = null }: LinearOptions = {}) {
    super();
    this.outSize = checkedSize('Linear', 'the number of outputs', outSize);
    this.dtype = dtype;
    if (inSize !== null) this.#draw(checkedSize('Linear', 'the number of inputs', inSize));
    this.b = noBias ? null : new Parameter(zeros([outSize], dtype), 'b');
  }

  override forward(x: Operand): Variable {
    if ((this.W.data as NDArray | null) === null) this.#draw(asVariable(x).shape.at(-1) ?? 1);
    return linear(x, this.W, this.b);
  }

  #draw(inSize: number): void {
    this.W.data = drawWeights([inSize, this.outSize], inSize, this.dtype);
  }
}
