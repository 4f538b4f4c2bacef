/**
 * Follows the learner's back-propagation: which function was asked for gradients, and what was then assigned to whom.
 * A gradient that replaces another one instead of being added to it is told as 'overwritten'.
 * Not here: how the graph was made (shape-tracer.ts).
 */
import type { GradientArrived, GradientReleased, Taken } from '../engine/trace/events.ts';
import type { Recorder } from '../engine/trace/recorder.ts';
import { inputsOf, isFunctionLike, outputsOf, toTaken } from './shapes.ts';

type Told = 'target' | 'at' | 'cell';

/** What a function's backward returned for one of its inputs, until it is assigned. */
interface Sent {
  target: object;
  value: Taken | null;
}

export class GradientTracer {
  readonly #recorder: Recorder;
  readonly #introduce: (variable: object) => void;
  /** The variable from which the walk started; null between walks. */
  #root: object | null = null;
  #depth = 0;
  #from: object | null = null;
  #sent: Sent[] = [];
  /** The learner's list of functions that wait, and from which end it is taken. */
  #list: { items: readonly unknown[]; end: 'pop' | 'shift' } | null = null;
  /** What stands in `grad` now, as it was when it was assigned: arrays may be changed in place. */
  readonly #held = new WeakMap<object, Taken>();

  constructor(recorder: Recorder, introduce: (variable: object) => void) {
    this.#recorder = recorder;
    this.#introduce = introduce;
  }

  /** `variable.backward()`: the outermost one is a walk. */
  walk(variable: object, run: () => unknown): unknown {
    if (this.#depth === 0) this.#start(variable);
    this.#depth += 1;
    try {
      return run();
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.finish();
    }
  }

  /** `func.backward(gy)` */
  popped(func: object, run: () => unknown): unknown {
    if (this.#root === null) {
      const [output] = outputsOf(func);
      if (output) this.#start(output);
    }
    this.#recorder.emit({ kind: 'function-popped', id: this.#recorder.idOf(func), queue: this.#waiting() });
    const result = run();
    const values: readonly unknown[] = Array.isArray(result) ? result : [result];
    this.#from = func;
    this.#sent = inputsOf(func).map((target, i) => ({ target, value: toTaken(values[i]) }));
    return result;
  }

  /** `list.pop()` or `list.shift()`: where it yields a function, the list is the queue of the walk. */
  taken(list: object, end: 'pop' | 'shift', value: unknown): unknown {
    if (Array.isArray(list) && isFunctionLike(value)) this.#list = { items: list, end };
    return value;
  }

  /** `variable.grad = value` */
  assigned(variable: object, before: unknown, value: unknown): void {
    const after = toTaken(value);
    const old = this.#held.get(variable) ?? toTaken(before);
    if (after === null) {
      this.#held.delete(variable);
      if (old !== null && before !== null && before !== undefined)
        this.#emit(variable, { kind: 'gradient-released', reason: this.#depth > 0 ? 'released' : 'cleared' });
      return;
    }
    this.#held.set(variable, after);
    const index = this.#sent.findIndex((sent) => sent.target === variable);
    const [sent] = index < 0 ? [] : this.#sent.splice(index, 1);
    if (sent === undefined || this.#from === null) {
      if (this.#root === null) this.#start(variable);
      this.#emit(variable, { kind: 'gradient', from: null, mode: 'seed', contribution: after, before: old, after });
      return;
    }
    const contribution = sent.value ?? after;
    const mode = old === null ? 'first' : isSum(old, contribution, after) ? 'accumulated' : 'overwritten';
    const from = this.#recorder.idOf(this.#from);
    this.#emit(variable, { kind: 'gradient', from, mode, contribution, before: old, after });
  }

  finish(): void {
    if (this.#root !== null) this.#recorder.emit({ kind: 'backward-finished', root: this.#recorder.idOf(this.#root) });
    this.#root = null;
    this.#from = null;
    this.#sent = [];
    this.#list = null;
  }

  /** The target is mentioned last: what was told on the way here may have begun a window. */
  #emit(target: object, what: Omit<GradientArrived<Taken>, Told> | Omit<GradientReleased, Told>): void {
    this.#recorder.emit({ ...what, target: this.#recorder.idOf(target) }, target);
  }

  #start(root: object): void {
    if (this.#root === root) return;
    this.finish();
    this.#introduce(root);
    this.#root = root;
    this.#recorder.emit({ kind: 'backward-started', root: this.#recorder.idOf(root) });
  }

  #waiting(): number[] {
    if (this.#list === null) return [];
    const ids = this.#list.items
      .filter((item): item is object => isFunctionLike(item) && this.#recorder.knows(item))
      .map((item) => this.#recorder.idOf(item));
    return this.#list.end === 'pop' ? ids.reverse() : ids;
  }
}

const TOLERANCE = 1e-9;

/** Whether `after` is `a` + `b`; where the elements are not at hand, whether the means say so. */
function isSum(a: Taken, b: Taken, after: Taken): boolean {
  const close = (x: number, y: number, sum: number): boolean =>
    Math.abs(x + y - sum) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y), Math.abs(sum)) || Number.isNaN(sum);
  const [left, right, sums] = [elementsOf(a), elementsOf(b), elementsOf(after)];
  if (left === null || right === null || sums === null) return close(meanOf(a), meanOf(b), meanOf(after));
  const pick = (values: readonly number[], i: number): number => values[values.length === 1 ? 0 : i] ?? NaN;
  return sums.every((sum, i) => close(pick(left, i), pick(right, i), sum));
}

const elementsOf = (value: Taken): readonly number[] | null => (typeof value === 'number' ? [value] : value.values);
const meanOf = (value: Taken): number => (typeof value === 'number' ? value : (value.mean ?? NaN));
