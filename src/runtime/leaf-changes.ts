/**
 * Leaves that somebody changed by hand on the stage: the n-th leaf of a run gets another value when it is first seen,
 * before anything has been computed from it. Counts leaves in the order in which the trace tells of them. A change that
 * comes too late, or does not fit, is not made and is told. Not here: where leaves are seen (recorder, shape tracer).
 */
import { array } from '../engine/ndarray/create.ts';
import { NDArray } from '../engine/ndarray/ndarray.ts';
import type { LeafChange } from './cell-events.ts';
import { toArray } from './shapes.ts';

/** Why a change was not made; the detail of the notice. */
export type Unchanged = 'late' | 'shape' | 'kind' | 'absent';

export class LeafChanges {
  #seen = 0;
  readonly #open: Map<number, LeafChange>;
  readonly #unchanged: (why: Unchanged) => void;

  constructor(changes: readonly LeafChange[], unchanged: (why: Unchanged) => void) {
    this.#open = new Map(changes.map((change) => [change.leaf, change]));
    this.#unchanged = unchanged;
  }

  /** What the next leaf holds instead of `data`; null where it stays as it is. `late`: it has been computed with. */
  next(data: unknown, late: boolean): NDArray | number | null {
    const change = this.#open.get(this.#seen++);
    if (!change) return null;
    this.#open.delete(change.leaf);
    const now = typeof data === 'number' || data instanceof NDArray ? toArray(data) : null;
    if (late || now === null || String(now.shape) !== String(change.shape)) {
      this.#unchanged(late ? 'late' : now === null ? 'kind' : 'shape');
      return null;
    }
    const [first = NaN] = change.values;
    if (typeof data === 'number') return first;
    return array(change.values, now.dtype).reshape(...change.shape);
  }

  /** The end of the run: changes of leaves that never came. */
  finish(): void {
    for (const _ of this.#open) this.#unchanged('absent');
    this.#open.clear();
  }
}
