/**
 * Convolution with its own kernels W (OC, C, KH, KW) and bias b (OC): pictures (N, C, H, W) to (N, OC, OH, OW).
 * Without `inChannels` the kernels are drawn at the first call, when the channels of the pictures are known.
 */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { Parameter } from '../core/parameter.ts';
import type { Variable } from '../core/variable.ts';
import { zeros } from '../ndarray/create.ts';
import type { DType } from '../ndarray/dtype.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { conv2d } from '../ops/conv2d.ts';
import { type PairArg, pairOf, pictures } from '../ops/window.ts';
import { checkedSize } from './checked-size.ts';
import { Layer } from './layer.ts';
import { drawWeights } from './weights.ts';

/**
 * Stride and padding (a number or [height, width]), bias, dtype (float32), and the channels of the input where known.
 */
export interface ConvOptions {
  stride?: PairArg;
  pad?: PairArg;
  noBias?: boolean;
  dtype?: DType;
  inChannels?: number | null;
}

/**
 * Convolution with its own kernels W (OC, C, KH, KW) and bias b (OC): (N, C, H, W) to (N, OC, OH, OW). Errors and sizes
 * as F.conv2d. Source: DeZero layers.Conv2d.
 * @example
 * const layer = new L.Conv2d(8, 3, { pad: 1 });
 * layer.call(nd.ones([1, 3, 5, 5])).shape; // => [1, 8, 5, 5]
 * layer.W.shape; // => [8, 3, 3, 3]
 */
export class Conv2d extends Layer {
  readonly outChannels: number;
  readonly kernelSize: PairArg;
  readonly stride: PairArg;
  readonly pad: PairArg;
  readonly dtype: DType;
  W = new Parameter(null, 'W');
  b: Parameter | null;

  constructor(
    outChannels: number,
    kernelSize: PairArg,
    { stride = 1, pad = 0, noBias = false, dtype = 'float32', inChannels = null }: ConvOptions = {}
  ) {
    super();
    this.outChannels = checkedSize('Conv2d', 'the number of output channels', outChannels);
    this.kernelSize = pairOf('Conv2d', 'the kernel size', kernelSize);
    this.stride = stride;
    this.pad = pad;
    this.dtype = dtype;
    if (inChannels !== null) this.#draw(inChannels);
    this.b = noBias ? null : new Parameter(zeros([outChannels], dtype), 'b');
  }

  override forward(x: Operand): Variable {
    if ((this.W.data as NDArray | null) === null) this.#draw(pictures('Conv2d', asVariable(x).data)[1]);
    return conv2d(x, this.W, this.b, this.stride, this.pad);
  }

  #draw(inChannels: number): void {
    const [kh, kw] = pairOf('Conv2d', 'the kernel size', this.kernelSize);
    this.W.data = drawWeights([this.outChannels, inChannels, kh, kw], inChannels * kh * kw, this.dtype);
  }
}
