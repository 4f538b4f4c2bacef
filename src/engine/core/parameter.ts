/** A Variable that is trained: layers find their parameters by this type. Not here: what training does to it. */
import { Variable } from './variable.ts';

export class Parameter extends Variable {
  override get isParameter(): boolean {
    return true;
  }
}
