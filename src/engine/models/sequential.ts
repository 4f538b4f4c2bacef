/** Layers and functions in a row; layers are known as l0, l1, ... (functions take a number too). */
import type { Operand } from '../core/operators.ts';
import { asVariable } from '../core/function.ts';
import type { Variable } from '../core/variable.ts';
import { Layer } from '../layers/layer.ts';
import { Model } from './model.ts';

/** A layer or a plain function. */
export type Stage = Layer | ((x: Variable) => Variable);

/**
 * Layers and functions in a row; layers are known as l0, l1, ... (functions take a number too). Source: DeZero
 * models.Sequential.
 * @example
 * const model = new M.Sequential(new L.Linear(5), F.relu, new L.Linear(2));
 * model.call(nd.ones([3, 4])).shape; // => [3, 2]
 */
export class Sequential extends Model {
  readonly layers: readonly Stage[];

  constructor(...layers: (Stage | readonly Stage[])[]) {
    super();
    this.layers = layers.flatMap((one) => one as Stage | Stage[]);
    this.layers.forEach((layer, i) => {
      if (layer instanceof Layer) Object.assign(this, { [`l${i}`]: layer });
    });
  }

  override forward(x: Operand): Variable {
    return this.layers.reduce<Variable>(
      (y, layer) => (layer instanceof Layer ? layer.call(y) : layer(y)),
      asVariable(x)
    );
  }
}
