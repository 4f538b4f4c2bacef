/** A table of vectors W (number of words, length): word numbers of any shape become their rows. */
import { asArray } from '../core/as-array.ts';
import type { Operand } from '../core/operators.ts';
import { Parameter } from '../core/parameter.ts';
import { Variable } from '../core/variable.ts';
import { random } from '../ndarray/random.ts';
import { embedId } from '../ops/get-item.ts';
import { Layer } from './layer.ts';

export class EmbedID extends Layer {
  readonly W: Parameter;

  constructor(inSize: number, outSize: number) {
    super();
    this.W = new Parameter(random.randn(inSize, outSize), 'W');
  }

  override forward(ids: Operand): Variable {
    return embedId(ids instanceof Variable ? ids : asArray(ids), this.W);
  }
}
