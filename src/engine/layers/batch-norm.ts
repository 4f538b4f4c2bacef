/**
 * Normalises each channel over the batch, then scales by gamma and shifts by beta. `avg_mean` and `avg_var` are the
 * running statistics that test mode uses: parameters, so that they are saved, but they never receive a gradient. All
 * four are made at the first call. Their names are those of the weights files.
 */
import { ShapeError } from '../core/errors.ts';
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { Parameter } from '../core/parameter.ts';
import type { Variable } from '../core/variable.ts';
import { ones, zeros } from '../ndarray/create.ts';
import { floatOf } from '../ndarray/dtype.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { shapeText } from '../ndarray/shape.ts';
import { batchNorm } from '../ops/batch-norm.ts';
import { Layer } from './layer.ts';

/**
 * F.batchNorm with its own gamma and beta and running statistics `avg_mean` and `avg_var` (parameters, so that they are
 * saved, but they never receive a gradient), made at the first call for C channels. Source: DeZero layers.BatchNorm.
 * @example
 * const layer = new L.BatchNorm();
 * layer.call(nd.array([[1], [3]])); // => variable([[-0.99999] [ 0.99999]])
 * layer.avg_mean.data; // => [0.2]
 */
export class BatchNorm extends Layer {
  readonly avg_mean = new Parameter(null, 'avg_mean');
  readonly avg_var = new Parameter(null, 'avg_var');
  readonly gamma = new Parameter(null, 'gamma');
  readonly beta = new Parameter(null, 'beta');

  override forward(x: Operand): Variable {
    const input = asVariable(x);
    if ((this.avg_mean.data as NDArray | null) === null) this.#start(input.data);
    return batchNorm(input, this.gamma, this.beta, this.avg_mean, this.avg_var);
  }

  #start(x: NDArray): void {
    const channels = x.shape[1];
    if (channels === undefined)
      throw new ShapeError('BatchNorm', `it takes x of shape (N, C) or (N, C, H, W), not ${shapeText(x.shape)}`, [
        x.shape
      ]);
    const dtype = floatOf(x.dtype);
    this.avg_mean.data = zeros([channels], dtype);
    this.avg_var.data = ones([channels], dtype);
    this.gamma.data = ones([channels], dtype);
    this.beta.data = zeros([channels], dtype);
  }
}
