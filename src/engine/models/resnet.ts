/**
 * ResNet with 50, 101 or 152 layers: units of three convolutions whose input is added to their output, so that
 * gradients pass even through very deep networks. Input (N, 3, H, W), output 1000 scores. Source: He et al. 2015,
 * arXiv:1512.03385. Weights are random until `loadWeights`.
 */
import { ValueError } from '../core/errors.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { BatchNorm } from '../layers/batch-norm.ts';
import { Conv2d } from '../layers/conv2d.ts';
import { Layer } from '../layers/layer.ts';
import { Linear } from '../layers/linear.ts';
import { add } from '../ops/add.ts';
import { mean } from '../ops/mean.ts';
import { pooling } from '../ops/pooling.ts';
import { relu } from '../ops/relu.ts';
import { Model } from './model.ts';

/** Units in res2 to res5. */
const UNITS: Readonly<Record<number, readonly [number, number, number, number]>> = {
  50: [3, 4, 6, 3],
  101: [3, 4, 23, 3],
  152: [3, 8, 36, 3]
};

/**
 * ResNet with 50, 101 or 152 layers (ValueError for others): (N, 3, H, W) to 1000 scores; 25,610,216 numbers for 50
 * layers, running statistics included. Weights are random until `loadWeights`. Source: He et al. 2015,
 * arXiv:1512.03385.
 * @example
 * new M.ResNet(50).res2.units.length; // => 3
 * new M.ResNet(34); // throws ValueError: ResNet
 */
export class ResNet extends Model {
  readonly conv1 = new Conv2d(64, 7, { stride: 2, pad: 3 });
  readonly bn1 = new BatchNorm();
  readonly res2: BuildingBlock;
  readonly res3: BuildingBlock;
  readonly res4: BuildingBlock;
  readonly res5: BuildingBlock;
  readonly fc6 = new Linear(1000);

  constructor(layers = 152) {
    super();
    const units = UNITS[layers];
    if (units === undefined)
      throw new ValueError(
        'ResNet',
        `there is no ResNet of ${layers} layers; there are ${Object.keys(UNITS).join(', ')}`
      );
    this.res2 = new BuildingBlock(units[0], 64, 256, 1);
    this.res3 = new BuildingBlock(units[1], 128, 512, 2);
    this.res4 = new BuildingBlock(units[2], 256, 1024, 2);
    this.res5 = new BuildingBlock(units[3], 512, 2048, 2);
  }

  override forward(x: Operand): Variable {
    let y = pooling(relu(this.bn1.call(this.conv1.call(x))), 3, 2);
    for (const block of [this.res2, this.res3, this.res4, this.res5]) y = block.call(y);
    return this.fc6.call(mean(y, [2, 3]));
  }
}

/**
 * ResNet with 50 layers.
 * @example
 * new M.ResNet50().res4.units.length; // => 6
 */
export class ResNet50 extends ResNet {
  constructor() {
    super(50);
  }
}

/**
 * ResNet with 101 layers.
 * @example
 * new M.ResNet101().res4.units.length; // => 23
 */
export class ResNet101 extends ResNet {
  constructor() {
    super(101);
  }
}

/**
 * ResNet with 152 layers.
 * @example
 * new M.ResNet152().res4.units.length; // => 36
 */
export class ResNet152 extends ResNet {
  constructor() {
    super(152);
  }
}

/** Unit `a`, which changes size and channels, then `b1`, `b2`, ..., which keep them. */
export class BuildingBlock extends Layer {
  readonly a: Bottleneck;
  readonly units: readonly Bottleneck[];

  constructor(count: number, middle: number, out: number, stride: number) {
    super();
    this.a = new BottleneckA(middle, out, stride);
    const further = Array.from({ length: count - 1 }, () => new Bottleneck(middle, out));
    further.forEach((unit, i) => Object.assign(this, { [`b${i + 1}`]: unit }));
    this.units = [this.a, ...further];
  }

  override forward(x: Operand): Variable {
    return this.units.reduce<Operand>((y, unit) => unit.call(y), x) as Variable;
  }
}

/** 1 by 1 to `middle` channels, 3 by 3, 1 by 1 to `out` channels, plus the input. */
export class Bottleneck extends Layer {
  readonly conv1: Conv2d;
  readonly bn1 = new BatchNorm();
  readonly conv2: Conv2d;
  readonly bn2 = new BatchNorm();
  readonly conv3: Conv2d;
  readonly bn3 = new BatchNorm();

  constructor(middle: number, out: number, stride = 1) {
    super();
    this.conv1 = new Conv2d(middle, 1, { stride, noBias: true });
    this.conv2 = new Conv2d(middle, 3, { pad: 1, noBias: true });
    this.conv3 = new Conv2d(out, 1, { noBias: true });
  }

  override forward(x: Operand): Variable {
    let y = relu(this.bn1.call(this.conv1.call(x)));
    y = relu(this.bn2.call(this.conv2.call(y)));
    y = this.bn3.call(this.conv3.call(y));
    return relu(add(y, this.shortcut(x)));
  }

  protected shortcut(x: Operand): Operand {
    return x;
  }
}

/** The same with a convolution of its own for the input, as size or channels change. */
export class BottleneckA extends Bottleneck {
  readonly conv4: Conv2d;
  readonly bn4 = new BatchNorm();

  constructor(middle: number, out: number, stride: number) {
    super(middle, out, stride);
    this.conv4 = new Conv2d(out, 1, { stride, noBias: true });
  }

  protected override shortcut(x: Operand): Operand {
    return this.bn4.call(this.conv4.call(x));
  }
}
