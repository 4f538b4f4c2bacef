/**
 * SqueezeNet 1.1: few parameters (1,235,496) by squeezing channels with 1 by 1 kernels before 3 by 3 ones widen them.
 * Input (N, 3, H, W), 224 by 224 in the original; output 1000 scores. Source: Iandola et al. 2016, arXiv:1602.07360,
 * and the authors' release 1.1. Weights are random until `loadWeights`.
 */
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { Conv2d } from '../layers/conv2d.ts';
import { Layer } from '../layers/layer.ts';
import { concatenate } from '../ops/concatenate.ts';
import { dropout } from '../ops/dropout.ts';
import { mean } from '../ops/mean.ts';
import { pooling } from '../ops/pooling.ts';
import { relu } from '../ops/relu.ts';
import { Model } from './model.ts';

/** Squeezes to few channels, then expands with small and larger kernels side by side. */
export class Fire extends Layer {
  readonly squeeze: Conv2d;
  readonly expand1: Conv2d;
  readonly expand3: Conv2d;

  constructor(squeeze: number, expand: number) {
    super();
    this.squeeze = new Conv2d(squeeze, 1);
    this.expand1 = new Conv2d(expand, 1);
    this.expand3 = new Conv2d(expand, 3, { pad: 1 });
  }

  override forward(x: Operand): Variable {
    const squeezed = relu(this.squeeze.call(x));
    return concatenate([relu(this.expand1.call(squeezed)), relu(this.expand3.call(squeezed))], 1);
  }
}

/**
 * SqueezeNet 1.1: (N, 3, H, W) to 1000 scores with 1,235,496 parameters. Weights are random until `loadWeights`.
 * Source: Iandola et al. 2016, arXiv:1602.07360, and the authors' release 1.1 (an empty stub in DeZero).
 * @example
 * new M.SqueezeNet().fire9.expand3.outChannels; // => 256
 */
export class SqueezeNet extends Model {
  readonly conv1 = new Conv2d(64, 3, { stride: 2 });
  readonly fire2 = new Fire(16, 64);
  readonly fire3 = new Fire(16, 64);
  readonly fire4 = new Fire(32, 128);
  readonly fire5 = new Fire(32, 128);
  readonly fire6 = new Fire(48, 192);
  readonly fire7 = new Fire(48, 192);
  readonly fire8 = new Fire(64, 256);
  readonly fire9 = new Fire(64, 256);
  readonly conv10 = new Conv2d(1000, 1);

  override forward(x: Operand): Variable {
    let y = pooling(relu(this.conv1.call(x)), 3, 2);
    y = pooling(this.fire3.call(this.fire2.call(y)), 3, 2);
    y = pooling(this.fire5.call(this.fire4.call(y)), 3, 2);
    for (const fire of [this.fire6, this.fire7, this.fire8, this.fire9]) y = fire.call(y);
    return mean(relu(this.conv10.call(dropout(y))), [2, 3]);
  }
}
