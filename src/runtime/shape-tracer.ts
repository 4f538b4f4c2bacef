/**
 * Turns what happens to the learner's own Variable and Function objects into trace events. It goes by shape, not by
 * class: what has `data` is a variable, what has `forward` or `backward` is a function, so a framework comes alive from
 * its first version on, with its mistakes. Objects of the engine tell of themselves and are left alone here.
 * Not here: gradients in detail (gradient-tracer.ts), where in the source it happens (the recorder's place).
 */
import type { Taken } from '../engine/trace/events.ts';
import type { Happening, Recorder } from '../engine/trace/recorder.ts';
import { GradientTracer } from './gradient-tracer.ts';
import type { LeafChanges } from './leaf-changes.ts';
import { className } from './printing.ts';
import {
  inputsOf,
  isEngineObject,
  isFunctionLike,
  isVariableLike,
  outputsOf,
  toArray,
  toTaken,
  variablesIn
} from './shapes.ts';

type Called = Record<string, (...values: unknown[]) => unknown>;

export class ShapeTracer {
  /** False when the trace has been cut: from then on everything passes through. */
  active = true;
  readonly #recorder: Recorder;
  readonly #leaves: LeafChanges;
  readonly #gradients: GradientTracer;
  /** Functions that have been drawn with their links. */
  readonly #linked = new WeakSet();
  /** Functions that an output named as its creator and that no `call` has drawn yet. */
  readonly #pending = new Map<object, object[]>();
  /** How many `call`s of functions are running: what they make is drawn when they return. */
  #calls = 0;

  constructor(recorder: Recorder, leaves: LeafChanges) {
    this.#recorder = recorder;
    this.#leaves = leaves;
    this.#gradients = new GradientTracer(recorder, (thing) => this.introduce(thing));
  }

  /** `object[key] = value` for the properties that make up a graph. */
  set(object: object, key: string, value: unknown): unknown {
    const target = object as Record<string, unknown>;
    const before =
      this.active && object !== null && typeof object === 'object' && !isEngineObject(object) ? target[key] : null;
    target[key] = value;
    if (!this.active || typeof object !== 'object' || isEngineObject(object)) return value;
    if (key === 'creator' && isFunctionLike(value)) this.#remember(value, object);
    if (!this.#recorder.knows(object)) {
      // A gradient set by hand is the first thing that tells of some variables.
      if (key !== 'grad' || value === null || value === undefined || !isVariableLike(object)) return value;
      this.introduce(object);
    }
    if (key === 'grad') this.#gradients.assigned(object, before, value);
    if (key === 'data') this.#dataAssigned(object, before, value);
    if (key === 'name' && isVariableLike(object) && (value === null || typeof value === 'string')) {
      this.#recorder.names.set(object, value);
      this.#recorder.emit({ kind: 'variable-changed', id: this.#recorder.idOf(object), name: value }, object);
    }
    return value;
  }

  /** `object[method](...)` for the calls that make or walk the graph. */
  call(object: object, method: string, values: unknown[]): unknown {
    const run = (): unknown => (object as Called)[method]?.(...values);
    if (!this.active || object === null || typeof object !== 'object' || isEngineObject(object)) return run();
    if (method === 'pop' || method === 'shift') return this.#gradients.taken(object, method, run());
    if (method === 'call') return isFunctionLike(object) ? this.#called(object, values, run) : run();
    if (method !== 'backward') return run();
    if (isVariableLike(object)) {
      this.#drawPending();
      this.introduce(object);
      return this.#gradients.walk(object, run);
    }
    if (!isFunctionLike(object)) return run();
    this.#drawPending();
    if (!this.#linked.has(object)) this.#draw(object, inputsOf(object), outputsOf(object));
    return this.#gradients.popped(object, run);
  }

  /** `const names = value` in a cell; several names where a list is taken apart, '' for an element without one. */
  name(names: string | readonly string[], value: unknown): unknown {
    if (!this.active) return value;
    if (typeof names === 'string') this.#nameOne(names, value);
    else if (Array.isArray(value))
      names.forEach((name, i) => {
        if (name !== '') this.#nameOne(name, value[i]);
      });
    return value;
  }

  #nameOne(name: string, value: unknown): void {
    if (!isVariableLike(value)) return;
    const own = (value as { name?: unknown }).name;
    if ((typeof own === 'string' && own !== '') || this.#recorder.names.has(value)) return;
    this.#recorder.names.set(value, name);
    if (!isEngineObject(value) && !this.#recorder.knows(value)) this.introduce(value, name, true);
    else if (this.#recorder.knows(value))
      this.#recorder.emit({ kind: 'variable-changed', id: this.#recorder.idOf(value), name }, value);
  }

  /** The end of the cell: what is still open is told. */
  finish(): void {
    if (!this.active) return;
    this.#drawPending();
    this.#gradients.finish();
  }

  /**
   * Tells of a variable. `early`: nothing can have been computed from it yet, as it is just being named or handed to a
   * function, so that a value given by hand can still take the place of the code's.
   */
  introduce(variable: object, name?: string, early = false): void {
    if (isEngineObject(variable) || this.#recorder.knows(variable)) return;
    const { generation, creator, name: own } = variable as Record<string, unknown>;
    const given = typeof own === 'string' && own !== '' ? own : (name ?? this.#recorder.names.get(variable) ?? null);
    if (given !== null) this.#recorder.names.set(variable, given);
    const role = isFunctionLike(creator) || this.#made.has(variable) ? 'intermediate' : 'leaf';
    const codeValue = role === 'leaf' ? this.#change(variable as { data: unknown }, early) : null;
    const event: Happening = {
      kind: 'variable',
      id: this.#recorder.idOf(variable),
      name: given,
      role,
      value: toTaken((variable as { data: unknown }).data),
      generation: typeof generation === 'number' ? generation : 0,
      pass: 'forward',
      type: className(variable),
      ...(codeValue === null ? {} : { codeValue })
    };
    this.#recorder.emit(event, variable);
  }

  /** Puts in what was given by hand; what the code had given, or null where it stays. */
  #change(variable: { data: unknown }, early: boolean): Taken | null {
    const before = variable.data;
    const after = this.#leaves.next(before, !early);
    if (after === null) return null;
    variable.data = after;
    return toTaken(before);
  }

  /** Variables that a `call` returned: they are results even where no creator says so. */
  readonly #made = new WeakSet();

  #called(func: object, values: unknown[], run: () => unknown): unknown {
    const given = variablesIn(values);
    if (this.#calls === 0) for (const one of given) this.introduce(one, undefined, true);
    this.#calls += 1;
    let result: unknown;
    try {
      result = run();
    } finally {
      this.#calls -= 1;
    }
    const results = variablesIn([result]);
    if (results.length === 0) return result;
    const inputs = inputsOf(func);
    this.#draw(func, inputs.length > 0 ? inputs : given, results);
    return result;
  }

  #draw(func: object, inputs: readonly object[], outputs: readonly object[]): void {
    if (inputs.some(isEngineObject) || outputs.some(isEngineObject)) return;
    for (const one of inputs) this.introduce(one);
    for (const one of outputs) {
      this.#made.add(one);
      this.introduce(one);
    }
    this.#pending.delete(func);
    this.#linked.add(func);
    const { generation } = func as { generation?: unknown };
    const event: Happening = {
      kind: 'function',
      id: this.#recorder.idOf(func),
      name: className(func),
      generation: typeof generation === 'number' ? generation : 0,
      inputs: inputs.map((one) => this.#recorder.idOf(one)),
      outputs: outputs.map((one) => this.#recorder.idOf(one)),
      pass: 'forward',
      layers: []
    };
    this.#recorder.emit(event, func, [...inputs, ...outputs]);
  }

  #remember(func: object, output: object): void {
    if (this.#linked.has(func)) return;
    this.#pending.set(func, [...(this.#pending.get(func) ?? []), output]);
  }

  /** Frameworks whose functions are not started by `call`: the links alone tell. */
  #drawPending(): void {
    if (this.#calls > 0) return;
    for (const [func, outputs] of this.#pending) this.#draw(func, inputsOf(func), outputs);
  }

  #dataAssigned(variable: object, before: unknown, value: unknown): void {
    const target = this.#recorder.idOf(variable);
    const after = toTaken(value);
    const { grad } = variable as { grad?: unknown };
    // As it was told: the array may have been changed in place.
    const old = this.#recorder.lastValue(variable) ?? toTaken(before);
    if (toArray(grad) !== null && old !== null && after !== null)
      this.#recorder.emit({ kind: 'parameter-updated', target, before: old, after }, variable);
    else this.#recorder.emit({ kind: 'variable-changed', id: target, value: after }, variable);
  }
}
