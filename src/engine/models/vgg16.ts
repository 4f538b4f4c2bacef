/**
 * VGG16: five blocks of 3 by 3 convolutions, each followed by max pooling, then three linear layers. Input (N, 3, H,
 * W), 224 by 224 in the original (138,357,544 parameters); output 1000 scores. Source: Simonyan and Zisserman 2014,
 * arXiv:1409.1556. Weights are random until `loadWeights`.
 */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { Conv2d } from '../layers/conv2d.ts';
import { Linear } from '../layers/linear.ts';
import { dropout } from '../ops/dropout.ts';
import { flatten } from '../ops/expand-dims.ts';
import { pooling } from '../ops/pooling.ts';
import { relu } from '../ops/relu.ts';
import { Model } from './model.ts';

const same = (channels: number): Conv2d => new Conv2d(channels, 3, { pad: 1 });

/**
 * VGG16: (N, 3, H, W) to 1000 scores with 138,357,544 parameters at 224 by 224. Weights are random until `loadWeights`;
 * prepare pictures with transforms.vggInput. Source: Simonyan and Zisserman 2014, arXiv:1409.1556; DeZero models.VGG16.
 * @example
 * new M.VGG16().fc8.outSize; // => 1000
 */
export class VGG16 extends Model {
  readonly conv1_1 = same(64);
  readonly conv1_2 = same(64);
  readonly conv2_1 = same(128);
  readonly conv2_2 = same(128);
  readonly conv3_1 = same(256);
  readonly conv3_2 = same(256);
  readonly conv3_3 = same(256);
  readonly conv4_1 = same(512);
  readonly conv4_2 = same(512);
  readonly conv4_3 = same(512);
  readonly conv5_1 = same(512);
  readonly conv5_2 = same(512);
  readonly conv5_3 = same(512);
  readonly fc6 = new Linear(4096);
  readonly fc7 = new Linear(4096);
  readonly fc8 = new Linear(1000);

  override forward(x: Operand): Variable {
    const blocks = [
      [this.conv1_1, this.conv1_2],
      [this.conv2_1, this.conv2_2],
      [this.conv3_1, this.conv3_2, this.conv3_3],
      [this.conv4_1, this.conv4_2, this.conv4_3],
      [this.conv5_1, this.conv5_2, this.conv5_3]
    ];
    let y = asVariable(x);
    for (const block of blocks) {
      for (const conv of block) y = relu(conv.call(y));
      y = pooling(y, 2, 2);
    }
    y = dropout(relu(this.fc6.call(flatten(y))));
    y = dropout(relu(this.fc7.call(y)));
    return this.fc8.call(y);
  }
}
