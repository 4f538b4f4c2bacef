/** A table of vectors W (number of words, length): word numbers of any shape become their rows. */
import { asArray } from '../core/as-array.ts';
import type { Operand } from '../core/operators.ts';
import { Parameter } from '../core/parameter.ts';
import { Variable } from '../core/variable.ts';
import { random } from '../ndarray/random.ts';
import { embedId } from '../ops/get-item.ts';
import { checkedSize } from './checked-size.ts';
import { Layer } from './layer.ts';

/**
 * A table of vectors W (inSize, outSize), float64, drawn as randn: word numbers of any shape become their rows. Source:
 * DeZero layers.EmbedID.
 * @example
 * new L.EmbedID(10, 4).call(nd.array([[1, 2, 3]], 'int32')).shape; // => [1, 3, 4]
 */
export class EmbedID extends Layer {
  readonly W: Parameter;

  constructor(inSize: number, outSize: number) {
    super();
    this.W = new Parameter(
      random.randn(
        checkedSize('EmbedID', 'the number of words', inSize),
        checkedSize('EmbedID', 'the length', outSize)
      ),
      'W'
    );
  }

  override forward(ids: Operand): Variable {
    return embedId(ids instanceof Variable ? ids : asArray(ids), this.W);
  }
}
