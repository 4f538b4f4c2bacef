/** Linear layers l0, l1, ... with an activation between them, none after the last. */
import { described, isList } from '../core/described.ts';
import { ValueError } from '../core/errors.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import type { Layer } from '../layers/layer.ts';
import { Linear } from '../layers/linear.ts';
import { sigmoid } from '../ops/sigmoid.ts';
import { asVariable } from '../core/function.ts';
import { Model } from './model.ts';

/** What comes between the layers. */
export type Activation = (x: Variable) => Variable;

/**
 * Linear layers l0, l1, ... of the given sizes with an activation between them (sigmoid unless said otherwise), none
 * after the last: (N, I) to (N, last size). Source: DeZero models.MLP.
 * @example
 * const model = new M.MLP([10, 3], F.relu);
 * model.call(nd.ones([2, 4])).shape; // => [2, 3]
 * Object.keys(model.flattenParams()); // => ['l0/W', 'l0/b', 'l1/W', 'l1/b']
 */
export class MLP extends Model {
  readonly activation: Activation;
  readonly layers: Layer[];

  constructor(sizes: readonly number[], activation: Activation = sigmoid) {
    super();
    if (!isList(sizes))
      throw new ValueError(
        'MLP',
        `it takes a list of sizes, one per layer: new MLP([10, 1]), not ${described(sizes)}.`
      );
    this.activation = activation;
    this.layers = sizes.map((size) => new Linear(size));
    this.layers.forEach((layer, i) => Object.assign(this, { [`l${i}`]: layer }));
  }

  override forward(x: Operand): Variable {
    let y = asVariable(x);
    this.layers.forEach((layer, i) => {
      y = layer.call(i === 0 ? x : this.activation(y));
    });
    return y;
  }
}
