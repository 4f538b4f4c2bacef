/**
 * Turns what happens to Variables and Funcs into the event stream of events.ts. While no recorder is set, the engine
 * pays one null check per operation. The runtime says where in the source it happens, and uses `idOf` and `emit` for
 * classes that the learner wrote. A window may begin at any event: what was told of before is told again when it is
 * mentioned. Not here: limits on the number of events, storage, drawing.
 */
import type { FunctionQueue } from '../core/function-queue.ts';
import type { Func } from '../core/function.ts';
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import type { GraphPass, TraceEvent, ValueSnapshot } from './events.ts';
import { LayerPath } from './layer-path.ts';
import { snapshot } from './snapshot.ts';
import { Told, type Spot } from './told.ts';

/** An event without its place, which is asked for when it is wanted. */
export type Happening = TraceEvent extends infer E ? (E extends TraceEvent ? Omit<E, 'at' | 'cell'> : never) : never;

/** `again`: the event tells of something that an earlier window has told of. */
export type Listener = (event: TraceEvent, spot: Spot, again: boolean) => void;

export type Names = WeakMap<object, string | null>;

/** Who listens now; null: nobody, nothing is recorded. */
export let recorder: Recorder | null = null;

/** Sets who listens and returns who did before. */
export function setRecorder(next: Recorder | null): Recorder | null {
  const before = recorder;
  recorder = next;
  return before;
}

const NOWHERE: Spot = { place: () => ({ at: null, cell: null }) };

export class Recorder {
  readonly onEvent: Listener;
  readonly names: Names;
  /** Another value for a leaf that is told of, where somebody changed it by hand. */
  changeLeaf: ((data: NDArray | null) => NDArray | null) | null = null;
  /** Where in the learner's source the next events happen. */
  spot: () => Spot = () => NOWHERE;
  /** How values are taken. */
  snapshot: (array: NDArray) => ValueSnapshot = snapshot;
  #told = new WeakMap<object, Told>();
  #lastId = 0;
  #window = 0;
  #pass: GraphPass = 'forward';
  readonly #layers = new LayerPath();
  /** Where the running backward passes were started: all that they tell happens there. */
  readonly #walks: Spot[] = [];

  /** @param names what the cell calls its variables that have no name of their own */
  constructor(onEvent: Listener, names: Names = new WeakMap()) {
    this.onEvent = onEvent;
    this.names = names;
  }

  /** The number of a variable or function in this run; given at the first question. */
  idOf(thing: object): number {
    let told = this.#told.get(thing);
    if (told === undefined) this.#told.set(thing, (told = new Told(++this.#lastId, this.#window)));
    else this.#refresh(told);
    return told.id;
  }

  knows(thing: object): boolean {
    return this.#told.has(thing);
  }

  /** The value that the last event about a variable carried; null where there was none. */
  lastValue(variable: object): ValueSnapshot | null {
    return this.#told.get(variable)?.value ?? null;
  }

  /** From the next event on a window begins: the events from there on can be replayed without those before. */
  beginWindow(): void {
    this.#window += 1;
  }

  /** @param about whose state the event changes; @param around the inputs and outputs of a function */
  emit(event: Happening, about: object | null = null, around: readonly object[] = [], spot = this.spot()): void {
    // The event was made for this call: completed in place, which costs a tenth of a copy.
    const whole = event as TraceEvent;
    whole.at = null;
    whole.cell = null;
    const told = about === null ? undefined : this.#told.get(about);
    if (told !== undefined) {
      told.note(whole, spot);
      if (around.length > 0) told.around = around.flatMap((one) => this.#told.get(one) ?? []);
    }
    this.onEvent(whole, spot, false);
  }

  variableCreated(variable: Variable, spot = this.spot()): void {
    const role = variable.creator !== null ? 'intermediate' : variable.isParameter ? 'parameter' : 'leaf';
    const codeValue = role === 'leaf' && this.#pass === 'forward' ? this.#change(variable) : null;
    const event: Happening = {
      kind: 'variable',
      id: this.idOf(variable),
      name: variable.name ?? this.names.get(variable) ?? null,
      role,
      value: this.#snap(variable),
      generation: variable.generation,
      pass: this.#pass,
      type: variable.constructor.name,
      ...(codeValue === null ? {} : { codeValue })
    };
    this.emit(event, variable, [], spot);
  }

  /** `variable.data = ...`: an update where a gradient led to it, otherwise just another value. */
  dataAssigned(variable: Variable): void {
    if (!this.#told.has(variable)) return;
    // As it was told: the array may have been changed in place since.
    const before = this.lastValue(variable);
    const after = this.#snap(variable);
    if (variable.grad !== null && before !== null && after !== null)
      this.emit({ kind: 'parameter-updated', target: this.idOf(variable), before, after }, variable);
    else this.emit({ kind: 'variable-changed', id: this.idOf(variable), value: after }, variable);
  }

  renamed(variable: Variable): void {
    if (!this.#told.has(variable)) return;
    this.emit({ kind: 'variable-changed', id: this.idOf(variable), name: variable.name }, variable);
  }

  functionCalled(func: Func, spot = this.spot()): void {
    for (const one of func.inputs) if (!this.#told.has(one)) this.variableCreated(one, spot);
    for (const one of func.outputs) if (!this.#told.has(one)) this.variableCreated(one, spot);
    const event: Happening = {
      kind: 'function',
      id: this.idOf(func),
      name: func.label,
      generation: func.generation,
      inputs: func.inputs.map((one) => this.idOf(one)),
      outputs: func.outputs.map((one) => this.idOf(one)),
      pass: this.#pass,
      layers: this.#layers.names()
    };
    this.emit(event, func, [...func.inputs, ...func.outputs], spot);
  }

  backwardStarted(root: Variable, createGraph: boolean): void {
    const spot = this.spot();
    this.#introduce(root, spot);
    this.#walks.push(spot);
    this.#pass = createGraph ? 'backward' : 'forward';
    this.#walk({ kind: 'backward-started', root: this.idOf(root) });
  }

  /** The gradient from which back-propagation starts; `fresh` when backward made it itself. */
  seeded(root: Variable, fresh: boolean): void {
    if (root.grad === null) return;
    const value = this.snapshot(root.grad.data);
    const before = fresh ? null : value;
    const seed = { from: null, mode: 'seed', contribution: value, before, after: value } as const;
    this.#walk({ kind: 'gradient', target: this.idOf(root), ...seed }, root);
  }

  popped(func: Func, queue: FunctionQueue): void {
    const waiting = queue.waiting();
    for (const one of [func, ...waiting]) this.#introduce(one, this.#walks.at(-1));
    this.#walk({ kind: 'function-popped', id: this.idOf(func), queue: waiting.map((one) => this.idOf(one)) });
  }

  gradientArrived(target: Variable, from: Func, contribution: Variable, before: Variable | null): void {
    const arrived = this.snapshot(contribution.data);
    const event: Happening = {
      kind: 'gradient',
      target: this.idOf(target),
      from: this.idOf(from),
      mode: before === null ? 'first' : 'accumulated',
      contribution: arrived,
      before: before === null ? null : this.snapshot(before.data),
      after: before === null || target.grad === null ? arrived : this.snapshot(target.grad.data)
    };
    this.#walk(event, target);
  }

  gradientReleased(target: Variable, reason: 'cleared' | 'released'): void {
    if (!this.#told.has(target)) return;
    const event: Happening = { kind: 'gradient-released', target: this.idOf(target), reason };
    if (reason === 'released') this.#walk(event, target);
    else this.emit(event, target);
  }

  backwardFinished(root: Variable): void {
    this.#pass = 'forward';
    this.#walk({ kind: 'backward-finished', root: this.idOf(root) });
    this.#walks.pop();
  }

  enterLayer(layer: object): void {
    this.#layers.enter(layer);
  }

  leaveLayer(): void {
    this.#layers.leave();
  }

  #walk(event: Happening, about: object | null = null): void {
    this.emit(event, about, [], this.#walks.at(-1));
  }

  /** Things that were made before recording began are told of when they are first needed. */
  #introduce(thing: Variable | Func, spot = this.spot()): void {
    if (this.#told.has(thing)) return;
    if ('creator' in thing) {
      if (thing.creator === null || this.#told.has(thing.creator)) this.variableCreated(thing, spot);
      else this.#introduce(thing.creator, spot);
    } else this.functionCalled(thing, spot);
  }

  /** What an earlier window told of is told again, as it stood before the event that mentions it. */
  #refresh(told: Told): void {
    if (told.window === this.#window) return;
    told.window = this.#window;
    for (const one of told.around) this.#refresh(one);
    const again = told.again();
    if (again) this.onEvent(again.event, again.spot, true);
  }

  /** Puts in what was given by hand; what the code had given, or null. Not told of yet, so that assigning tells nothing. */
  #change(variable: Variable): ValueSnapshot | null {
    const before = variable.data as NDArray | null;
    const after = this.changeLeaf?.(before) ?? null;
    if (before === null || after === null) return null;
    variable.data = after;
    return this.snapshot(before);
  }

  #snap(variable: Variable): ValueSnapshot | null {
    const data = variable.data as NDArray | null;
    return data === null ? null : this.snapshot(data);
  }
}
