/**
 * Looks at a training between its steps, as often as a budget of time admits: histograms of parameters and gradients, and
 * how far one step moved each parameter. Changes nothing that the training reads. Not here: the budget (budget.ts), what
 * a cell shows by itself (shown.ts).
 */
import { Budget } from './budget.ts';
import type { CellEvent } from './cell-events.ts';
import { changeRatio, histogram } from './histogram.ts';
import type { Observation } from './observation.ts';
import { weightsOf, type Box, type Trained } from './run-state.ts';
import { toArray } from './shapes.ts';

/** Milliseconds that a number takes, for the first estimate; the clock says better afterwards. */
const MS_PER_NUMBER = 2e-5;

export class Observer {
  readonly #emit: (event: CellEvent) => void;
  readonly #seconds: () => number;
  readonly #weights: readonly [string, Box][];
  readonly #budget: Budget;
  /** The parameters before the step that is observed; null: this step is not. */
  #before: Map<string, ArrayLike<number>> | null = null;

  constructor(trained: Trained, emit: (event: CellEvent) => void, now: () => number, seconds: () => number) {
    this.#emit = emit;
    this.#seconds = seconds;
    this.#weights = weightsOf(trained);
    const numbers = this.#weights.reduce((sum, [, box]) => sum + (box.data?.size ?? 0), 0);
    this.#budget = new Budget(now, numbers * MS_PER_NUMBER);
  }

  beforeStep(): void {
    if (this.#weights.length === 0 || !this.#budget.fits()) return;
    this.#before = this.#budget.spend(
      () => new Map(this.#weights.flatMap(([name, { data }]) => (data ? [[name, data.elements().slice()]] : [])))
    );
  }

  afterStep(step: number): void {
    const before = this.#before;
    if (before === null) return;
    this.#before = null;
    const observations = this.#budget.spend(() => this.#observe(step, before), 'more');
    if (observations.length > 0) this.#emit({ kind: 'observed', observations });
  }

  #observe(step: number, before: ReadonlyMap<string, ArrayLike<number>>): Observation[] {
    const time = this.#seconds();
    const found: Observation[] = [];
    for (const [path, box] of this.#weights) {
      if (!box.data) continue;
      const name = path.slice(0, 200);
      const values = box.data.elements();
      found.push({ kind: 'histogram', of: 'param', name, step, time, ...histogram(values) });
      const grad = toArray(box.grad);
      if (grad) found.push({ kind: 'histogram', of: 'grad', name, step, time, ...histogram(grad.elements()) });
      const was = before.get(path);
      if (was?.length === values.length)
        found.push({ kind: 'ratio', name, step, time, value: changeRatio(was, values) });
    }
    return found;
  }
}
