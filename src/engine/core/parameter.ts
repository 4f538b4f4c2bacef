/** A Variable that is trained: layers find their parameters by this type. Not here: what training does to it. */
import { Variable } from './variable.ts';

/**
 * A Variable that is trained: layers list it among their parameters. Source: DeZero Parameter.
 * @example
 * const layer = new L.Linear(2, { inSize: 3 });
 * layer.W instanceof Parameter; // => true
 */
export class Parameter extends Variable {
  override get isParameter(): boolean {
    return true;
  }
}
