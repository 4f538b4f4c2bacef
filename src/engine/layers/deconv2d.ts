/**
 * Transposed convolution with its own kernels W (C, OC, KH, KW) and bias b (OC): with a stride it makes pictures
 * larger. Without `inChannels` the kernels are drawn at the first call.
 */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { Parameter } from '../core/parameter.ts';
import type { Variable } from '../core/variable.ts';
import { zeros } from '../ndarray/create.ts';
import type { DType } from '../ndarray/dtype.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { deconv2d } from '../ops/conv2d.ts';
import { type PairArg, pairOf, pictures } from '../ops/window.ts';
import type { ConvOptions } from './conv2d.ts';
import { Layer } from './layer.ts';
import { drawWeights } from './weights.ts';

/**
 * Transposed convolution with its own kernels W (C, OC, KH, KW) and bias b (OC): with a stride it makes pictures
 * larger. Errors and sizes as F.deconv2d. Source: DeZero layers.Deconv2d.
 * @example
 * new L.Deconv2d(1, 4, { stride: 2, pad: 1 }).call(nd.ones([1, 3, 7, 7])).shape; // => [1, 1, 14, 14]
 */
export class Deconv2d extends Layer {
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
    this.outChannels = outChannels;
    this.kernelSize = pairOf('Deconv2d', 'the kernel size', kernelSize);
    this.stride = stride;
    this.pad = pad;
    this.dtype = dtype;
    if (inChannels !== null) this.#draw(inChannels);
    this.b = noBias ? null : new Parameter(zeros([outChannels], dtype), 'b');
  }

  override forward(x: Operand): Variable {
    if ((this.W.data as NDArray | null) === null) this.#draw(pictures('Deconv2d', asVariable(x).data)[1]);
    return deconv2d(x, this.W, this.b, this.stride, this.pad);
  }

  #draw(inChannels: number): void {
    const [kh, kw] = pairOf('Deconv2d', 'the kernel size', this.kernelSize);
    this.W.data = drawWeights([inChannels, this.outChannels, kh, kw], inChannels * kh * kw, this.dtype);
  }
}
