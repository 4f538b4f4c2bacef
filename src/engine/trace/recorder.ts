/**
 * Turns what happens to Variables and Funcs into the event stream of events.ts. While no recorder is set, the engine
 * pays one null check per operation. The runtime sets `place` before every statement, and uses `idOf` and `emit` for
 * classes that the learner wrote. Not here: limits on the number of events, storage, drawing.
 */
import type { FunctionQueue } from '../core/function-queue.ts';
import type { Func } from '../core/function.ts';
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import type { GraphPass, SourcePlace, TraceEvent, ValueSnapshot } from './events.ts';
import { snapshot } from './snapshot.ts';

/** An event without its place, which the recorder adds. */
export type Happening = TraceEvent extends infer E ? (E extends TraceEvent ? Omit<E, 'at' | 'cell'> : never) : never;

export interface Place {
  at: SourcePlace | null;
  cell: SourcePlace | null;
}

/** Who listens now; null: nobody, nothing is recorded. */
export let recorder: Recorder | null = null;

/** Sets who listens and returns who did before. */
export function setRecorder(next: Recorder | null): Recorder | null {
  const before = recorder;
  recorder = next;
  return before;
}

export class Recorder {
  readonly onEvent: (event: TraceEvent) => void;
  /** Another value for a leaf that is told of, where somebody changed it by hand. */
  changeLeaf: ((data: NDArray | null) => NDArray | null) | null = null;
  /** Where in the learner's source the next events happen. */
  place: Place = { at: null, cell: null };
  readonly #ids = new WeakMap<object, number>();
  #lastId = 0;
  /** The value that the last event about a variable carried: arrays may have been changed in place since. */
  readonly #values = new WeakMap<Variable, ValueSnapshot>();
  #pass: GraphPass = 'forward';
  readonly #layers: object[] = [];
  readonly #roots = new WeakMap<object, string>();
  readonly #rootCounts = new Map<string, number>();

  constructor(onEvent: (event: TraceEvent) => void) {
    this.onEvent = onEvent;
  }

  /** The number of a variable or function in this run; given at the first question. */
  idOf(thing: object): number {
    let id = this.#ids.get(thing);
    if (id === undefined) this.#ids.set(thing, (id = ++this.#lastId));
    return id;
  }

  knows(thing: object): boolean {
    return this.#ids.has(thing);
  }

  emit(event: Happening): void {
    const { at, cell } = this.place;
    // The event was made for this call: completed in place, which costs a tenth of a copy.
    const told = event as TraceEvent;
    told.at = at;
    told.cell = cell;
    this.onEvent(told);
  }

  variableCreated(variable: Variable): void {
    const role = variable.creator !== null ? 'intermediate' : variable.isParameter ? 'parameter' : 'leaf';
    const codeValue = role === 'leaf' && this.#pass === 'forward' ? this.#change(variable) : null;
    const value = this.#snap(variable);
    this.emit({
      kind: 'variable',
      id: this.idOf(variable),
      name: variable.name,
      role,
      value,
      generation: variable.generation,
      pass: this.#pass,
      type: variable.constructor.name,
      ...(codeValue === null ? {} : { codeValue })
    });
  }

  /** `variable.data = ...`: an update where a gradient led to it, otherwise just another value. */
  dataAssigned(variable: Variable): void {
    if (!this.#ids.has(variable)) return;
    const before = this.#values.get(variable);
    const after = this.#snap(variable);
    if (variable.grad !== null && before !== undefined && after !== null)
      this.emit({ kind: 'parameter-updated', target: this.idOf(variable), before, after });
    else this.emit({ kind: 'variable-changed', id: this.idOf(variable), value: after });
  }

  renamed(variable: Variable): void {
    if (this.#ids.has(variable)) this.emit({ kind: 'variable-changed', id: this.idOf(variable), name: variable.name });
  }

  functionCalled(func: Func): void {
    for (const one of func.inputs) if (!this.#ids.has(one)) this.variableCreated(one);
    for (const one of func.outputs) if (!this.#ids.has(one)) this.variableCreated(one);
    this.emit({
      kind: 'function',
      id: this.idOf(func),
      name: func.label,
      generation: func.generation,
      inputs: func.inputs.map((one) => this.idOf(one)),
      outputs: func.outputs.map((one) => this.idOf(one)),
      pass: this.#pass,
      layers: this.#path()
    });
  }

  backwardStarted(root: Variable, createGraph: boolean): void {
    this.#introduce(root);
    this.#pass = createGraph ? 'backward' : 'forward';
    this.emit({ kind: 'backward-started', root: this.idOf(root) });
  }

  /** The gradient from which back-propagation starts; `fresh` when backward made it itself. */
  seeded(root: Variable, fresh: boolean): void {
    if (root.grad === null) return;
    const value = snapshot(root.grad.data);
    const before = fresh ? null : value;
    this.emit({
      kind: 'gradient',
      target: this.idOf(root),
      from: null,
      mode: 'seed',
      contribution: value,
      before,
      after: value
    });
  }

  popped(func: Func, queue: FunctionQueue): void {
    this.#introduce(func);
    const waiting = queue.waiting();
    waiting.forEach((one) => this.#introduce(one));
    this.emit({ kind: 'function-popped', id: this.idOf(func), queue: waiting.map((one) => this.idOf(one)) });
  }

  gradientArrived(target: Variable, from: Func, contribution: Variable, before: Variable | null): void {
    const arrived = snapshot(contribution.data);
    this.emit({
      kind: 'gradient',
      target: this.idOf(target),
      from: this.idOf(from),
      mode: before === null ? 'first' : 'accumulated',
      contribution: arrived,
      before: before === null ? null : snapshot(before.data),
      after: before === null || target.grad === null ? arrived : snapshot(target.grad.data)
    });
  }

  gradientReleased(target: Variable, reason: 'cleared' | 'released'): void {
    if (this.#ids.has(target)) this.emit({ kind: 'gradient-released', target: this.idOf(target), reason });
  }

  backwardFinished(root: Variable): void {
    this.#pass = 'forward';
    this.emit({ kind: 'backward-finished', root: this.idOf(root) });
  }

  enterLayer(layer: object): void {
    this.#layers.push(layer);
  }

  leaveLayer(): void {
    this.#layers.pop();
  }

  /** Things that were made before recording began are told of when they are first needed. */
  #introduce(thing: Variable | Func): void {
    if (this.#ids.has(thing)) return;
    if ('creator' in thing) {
      if (thing.creator === null || this.#ids.has(thing.creator)) this.variableCreated(thing);
      else this.#introduce(thing.creator);
    } else this.functionCalled(thing);
  }

  /** Puts in what was given by hand; what the code had given, or null. Not told of yet, so that assigning tells nothing. */
  #change(variable: Variable): ValueSnapshot | null {
    const before = variable.data as NDArray | null;
    const after = this.changeLeaf?.(before) ?? null;
    if (before === null || after === null) return null;
    variable.data = after;
    return snapshot(before);
  }

  #snap(variable: Variable): ValueSnapshot | null {
    const data = variable.data as NDArray | null;
    if (data === null) return null;
    const value = snapshot(data);
    this.#values.set(variable, value);
    return value;
  }

  /** The names by which each layer knows the next one; a layer that no other one called goes by its class. */
  #path(): string[] {
    return this.#layers.map((layer, depth) => {
      const outer = this.#layers[depth - 1];
      const known = outer && Object.entries(outer).find(([, value]) => value === layer)?.[0];
      return known ?? this.#rootName(layer);
    });
  }

  #rootName(layer: object): string {
    let name = this.#roots.get(layer);
    if (name === undefined) {
      const type = layer.constructor.name;
      const count = (this.#rootCounts.get(type) ?? 0) + 1;
      this.#rootCounts.set(type, count);
      name = count === 1 ? type : `${type} ${count}`;
      this.#roots.set(layer, name);
    }
    return name;
  }
}
