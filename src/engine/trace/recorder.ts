/**
 * Turns what happens to Variables and Funcs into the event stream of events.ts. While no recorder is set, the engine
 * pays one null check per operation. The runtime says where in the source it happens, and uses `idOf` and `emit` for
 * classes that the learner wrote. A window may begin at any event: what was told of before is told again when it is
 * mentioned. Not here: limits on the number of events, storage, drawing.
 */
import type { Func } from '../core/function.ts';
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import type { GraphPass, RecordedEvent, Taken } from './events.ts';
import { LayerPath } from './layer-path.ts';
import { take } from './snapshot.ts';
import { Told, type Spot } from './told.ts';
import { TOLD, Traced } from './traced.ts';
import { gradientValueOf, hasGradient, valueOf } from './values.ts';

/** An event without its place, which is asked for when it is wanted. */
export type Happening = RecordedEvent extends infer E
  ? E extends RecordedEvent
    ? Omit<E, 'at' | 'cell'>
    : never
  : never;

/** `again`: the event tells of something that an earlier window has told of. */
export type Listener = (event: RecordedEvent, spot: Spot, again: boolean) => void;

export type Names = WeakMap<object, string | null>;

/** Who listens now; null: nobody, nothing is recorded. */
export let recorder: Recorder | null = null;

/** Sets who listens and returns who did before. */
export function setRecorder(next: Recorder | null): Recorder | null {
  const before = recorder;
  recorder = next;
  return before;
}

/** A running back-propagation. */
interface Walk {
  /** Where it was started: all that it tells happens there. */
  spot: Spot;
  /** The functions that wait: the last one is next, as in core/function-queue.ts. */
  waiting: Func[];
}

const NOWHERE: Spot = { place: () => ({ at: null, cell: null }) };
let recordings = 0;

export class Recorder {
  readonly onEvent: Listener;
  readonly names: Names;
  /** Another value for a leaf that is told of, where somebody changed it by hand. */
  changeLeaf: ((data: NDArray | null) => NDArray | null) | null = null;
  /** Where in the learner's source the next events happen. */
  spot: () => Spot = () => NOWHERE;
  readonly #recording = ++recordings;
  /** What was told of objects that are not the engine's. */
  readonly #foreign = new WeakMap<object, Told>();
  #lastId = 0;
  #window = 0;
  #pass: GraphPass = 'forward';
  readonly #layers = new LayerPath();
  readonly #walks: Walk[] = [];

  /** @param names what the cell calls its variables that have no name of their own */
  constructor(onEvent: Listener, names: Names = new WeakMap()) {
    this.onEvent = onEvent;
    this.names = names;
  }

  /** The number of a variable or function in this run; given at the first question. */
  idOf(thing: object): number {
    return (thing instanceof Traced ? this.#mention(thing) : this.#mentionForeign(thing)).id;
  }

  knows(thing: object): boolean {
    return this.#find(thing) !== null;
  }

  /** The value that the last event about a variable carried; null where there was none. */
  lastValue(variable: object): Taken | null {
    return this.#find(variable)?.value ?? null;
  }

  /** From the next event on a window begins: the events from there on can be replayed without those before. */
  beginWindow(): void {
    this.#window += 1;
  }

  /** @param about whose state the event changes; @param around the inputs and outputs of a function */
  emit(event: Happening, about: object | null = null, around: readonly object[] = [], spot = this.spot()): void {
    const told = about === null ? null : this.#find(about);
    if (told !== null && around.length > 0) told.around = around.flatMap((one) => this.#find(one) ?? []);
    // The event was made for this call: completed in place, which costs a tenth of a copy.
    const whole = event as RecordedEvent;
    whole.at = null;
    whole.cell = null;
    this.#tell(whole, told, spot);
  }

  variableCreated(variable: Variable, spot = this.spot()): void {
    const role = variable.creator !== null ? 'intermediate' : variable.isParameter ? 'parameter' : 'leaf';
    const codeValue = role === 'leaf' && this.#pass === 'forward' ? this.#change(variable) : null;
    const told = this.#mention(variable);
    const event: RecordedEvent & { kind: 'variable' } = {
      kind: 'variable',
      id: told.id,
      name: variable.name ?? this.names.get(variable) ?? null,
      role,
      value: valueOf(variable),
      generation: variable.generation,
      pass: this.#pass,
      type: variable.constructor.name,
      at: null,
      cell: null
    };
    if (codeValue !== null) event.codeValue = codeValue;
    this.#tell(event, told, spot);
  }

  /** `variable.data = ...`: an update where a gradient led to it, otherwise just another value. */
  dataAssigned(variable: Variable): void {
    if (this.#known(variable) === null) return;
    const told = this.#mention(variable);
    // As it was told: the array may have been changed in place since.
    const before = told.value;
    const after = valueOf(variable);
    const spot = this.spot();
    if (hasGradient(variable) && before !== null && after !== null)
      this.#tell({ kind: 'parameter-updated', target: told.id, before, after, at: null, cell: null }, told, spot);
    else this.#tell({ kind: 'variable-changed', id: told.id, value: after, at: null, cell: null }, told, spot);
  }

  renamed(variable: Variable): void {
    if (this.#known(variable) === null) return;
    const told = this.#mention(variable);
    this.#tell({ kind: 'variable-changed', id: told.id, name: variable.name, at: null, cell: null }, told, this.spot());
  }

  functionCalled(func: Func, spot = this.spot()): void {
    for (const one of func.inputs) if (this.#known(one) === null) this.#introduceLate(one, spot);
    for (const one of func.outputs) if (this.#known(one) === null) this.variableCreated(one, spot);
    // Mentioned when all are told of, which may have begun a window.
    const inputs: number[] = [];
    const outputs: number[] = [];
    const around: Told[] = [];
    for (const one of func.inputs) inputs.push(this.#mentionIn(around, one));
    for (const one of func.outputs) outputs.push(this.#mentionIn(around, one));
    const told = this.#mention(func);
    told.around = around;
    const event: RecordedEvent = {
      kind: 'function',
      id: told.id,
      name: func.label,
      generation: func.generation,
      inputs,
      outputs,
      pass: this.#pass,
      layers: this.#layers.names(),
      at: null,
      cell: null
    };
    this.#tell(event, told, spot);
  }

  backwardStarted(root: Variable, createGraph: boolean): void {
    const spot = this.spot();
    this.#introduce(root, spot);
    this.#walks.push({ spot, waiting: [] });
    this.#pass = createGraph ? 'backward' : 'forward';
    this.#tell({ kind: 'backward-started', root: this.#mention(root).id, at: null, cell: null }, null, spot);
  }

  /** The gradient from which back-propagation starts; `fresh` when backward made it itself. */
  seeded(root: Variable, fresh: boolean): void {
    const value = gradientValueOf(root);
    if (value === null) return;
    const told = this.#mention(root);
    const seed = { from: null, mode: 'seed', contribution: value, before: fresh ? null : value, after: value } as const;
    this.#tell({ kind: 'gradient', target: told.id, ...seed, at: null, cell: null }, told, this.#walk.spot);
  }

  /** A function waits from now on. */
  queued(func: Func): void {
    const { waiting } = this.#walk;
    let i = waiting.length;
    while (i > 0 && (waiting[i - 1] as Func).generation > func.generation) i -= 1;
    if (i === waiting.length) waiting.push(func);
    else waiting.splice(i, 0, func);
  }

  popped(func: Func): void {
    const { waiting, spot } = this.#walk;
    waiting.pop();
    this.#introduce(func, spot);
    for (const one of waiting) this.#introduce(one, spot);
    const queue: number[] = [];
    for (let i = waiting.length - 1; i >= 0; i--) queue.push(this.#mention(waiting[i] as Func).id);
    this.#tell({ kind: 'function-popped', id: this.#mention(func).id, queue, at: null, cell: null }, null, spot);
  }

  /** @param before what `target` had as gradient; @param after what it has now */
  gradientArrived(target: Variable, from: Func, contribution: Taken, before: Taken | null, after: Taken): void {
    const told = this.#mention(target);
    const event: RecordedEvent = {
      kind: 'gradient',
      target: told.id,
      from: this.#mention(from).id,
      mode: before === null ? 'first' : 'accumulated',
      contribution,
      before,
      after,
      at: null,
      cell: null
    };
    this.#tell(event, told, this.#walk.spot);
  }

  gradientReleased(target: Variable, reason: 'cleared' | 'released'): void {
    if (this.#known(target) === null) return;
    const told = this.#mention(target);
    const spot = reason === 'released' ? this.#walk.spot : this.spot();
    this.#tell({ kind: 'gradient-released', target: told.id, reason, at: null, cell: null }, told, spot);
  }

  backwardFinished(root: Variable): void {
    this.#pass = 'forward';
    this.#tell(
      { kind: 'backward-finished', root: this.#mention(root).id, at: null, cell: null },
      null,
      this.#walk.spot
    );
    this.#walks.pop();
  }

  enterLayer(layer: object): void {
    this.#layers.enter(layer);
  }

  leaveLayer(): void {
    this.#layers.leave();
  }

  /** The back-propagation that runs now. */
  get #walk(): Walk {
    return this.#walks[this.#walks.length - 1] ?? { spot: this.spot(), waiting: [] };
  }

  #tell(event: RecordedEvent, told: Told | null, spot: Spot): void {
    told?.note(event, spot);
    this.onEvent(event, spot, false);
  }

  /** Things that were made before recording began are told of when they are first needed. */
  #introduce(thing: Variable | Func, spot: Spot): void {
    if (this.#known(thing) !== null) return;
    if ('creator' in thing) {
      if (thing.creator === null || this.#known(thing.creator) !== null) this.#introduceLate(thing, spot);
      else this.#introduce(thing.creator, spot);
    } else this.functionCalled(thing, spot);
  }

  /** It may live on, and the stack of `spot` would hold on to what is computed here: read at once. */
  #introduceLate(variable: Variable, spot: Spot): void {
    spot.place();
    this.variableCreated(variable, spot);
  }

  #find(thing: object): Told | null {
    return thing instanceof Traced ? this.#known(thing) : (this.#foreign.get(thing) ?? null);
  }

  /** What was told of something in this recording. */
  #known(thing: Traced): Told | null {
    const told = thing[TOLD];
    return told !== null && told.recording === this.#recording ? told : null;
  }

  /** What is told of something, now in this window too. */
  #mention(thing: Traced): Told {
    return this.#refreshed(this.#known(thing)) ?? (thing[TOLD] = this.#numbered());
  }

  #mentionIn(list: Told[], thing: Traced): number {
    const told = this.#mention(thing);
    list.push(told);
    return told.id;
  }

  #mentionForeign(thing: object): Told {
    const known = this.#refreshed(this.#foreign.get(thing) ?? null);
    if (known !== null) return known;
    const told = this.#numbered();
    this.#foreign.set(thing, told);
    return told;
  }

  #numbered(): Told {
    return new Told(this.#recording, ++this.#lastId, this.#window);
  }

  #refreshed(told: Told | null): Told | null {
    if (told !== null && told.window !== this.#window) this.#refresh(told);
    return told;
  }

  /** What an earlier window told of is told again, as it stood before the event that mentions it. */
  #refresh(told: Told): void {
    told.window = this.#window;
    for (const one of told.around) if (one.window !== this.#window) this.#refresh(one);
    const again = told.again();
    if (again) this.onEvent(again.event, again.spot, true);
  }

  /** Puts in what was given by hand; what the code had given, or null. Not told of yet, so that assigning tells nothing. */
  #change(variable: Variable): Taken | null {
    if (this.changeLeaf === null) return null;
    const before = variable.data as NDArray | null;
    const after = this.changeLeaf(before);
    if (before === null || after === null) return null;
    variable.data = after;
    return take(before);
  }
}
