/**
 * Normalises each example over its last axis, then scales by gamma and shifts by beta; the same in training and test.
 * Parameters are made at the first call. Source: Ba et al. 2016, arXiv:1607.06450.
 */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { Parameter } from '../core/parameter.ts';
import type { Variable } from '../core/variable.ts';
import { ones, zeros } from '../ndarray/create.ts';
import { floatOf } from '../ndarray/dtype.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { layerNorm } from '../ops/layer-norm.ts';
import { Layer } from './layer.ts';

/**
 * F.layerNorm with its own gamma and beta, made at the first call for the length of the last axis; the same in training
 * and test. Source: Ba et al. 2016, arXiv:1607.06450.
 * @example
 * new L.LayerNorm({ eps: 0 }).call(nd.array([[1, 3]])); // => variable([[-1.  1.]])
 */
export class LayerNorm extends Layer {
  readonly eps: number;
  readonly gamma = new Parameter(null, 'gamma');
  readonly beta = new Parameter(null, 'beta');

  constructor({ eps = 1e-5 }: { eps?: number } = {}) {
    super();
    this.eps = eps;
  }

  override forward(x: Operand): Variable {
    const input = asVariable(x);
    if ((this.gamma.data as NDArray | null) === null) {
      const size = input.shape.at(-1) ?? 1;
      this.gamma.data = ones([size], floatOf(input.dtype));
      this.beta.data = zeros([size], floatOf(input.dtype));
    }
    return layerNorm(input, this.gamma, this.beta, { eps: this.eps });
  }
}
