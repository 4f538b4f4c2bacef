/**
 * How an op is made: a forward rule on arrays, a backward rule written in ops (so any order of derivative works) and
 * samples from which the tests check both. `defineOp` gives a function to call and puts it into the registry.
 * Not here: the ops, composed functions without a rule of their own (defineComposite only registers their samples).
 */
import type { Backend } from '../backends/backend.ts';
import { currentBackend } from '../backends/current.ts';
import { asArray } from '../core/as-array.ts';
import { EngineError, ShapeError } from '../core/errors.ts';
import { connect, filled, Func } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { Variable } from '../core/variable.ts';
import { isFloat } from '../ndarray/dtype.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { sameShape, shapeText } from '../ndarray/shape.ts';

type Tuple<T, N extends number> = N extends 1 ? [T] : N extends 2 ? [T, T] : N extends 3 ? [T, T, T] : T[];

/** Inputs and attributes with which the tests call an op. */
export interface Sample<A = unknown> {
  inputs: readonly NDArray[];
  attrs: A;
}

export interface OpDefinition<N extends number, A> {
  /** As shown in graphs; the name with a capital where left out. */
  label?: string;
  forward(context: { be: Backend }, inputs: Tuple<NDArray, N>, attrs: A): NDArray;
  /** One gradient per input, of that input's shape; null where there is none (labels) or none is needed. */
  backward(context: OpCall<N, A>, gy: Variable): readonly (Variable | null)[];
  samples(): readonly Sample<A>[];
  /** Inputs whose shapes do not fit; every op of two or more inputs has some. */
  misfits?(): readonly Sample<A>[];
}

/** What backward sees of a call. */
export interface OpCall<N extends number, A> {
  readonly inputs: Tuple<Variable, N>;
  readonly output: Variable;
  readonly attrs: A;
  /** Whether anybody can ask for the gradient of an input. */
  needs(index: number): boolean;
}

export interface RegisteredOp {
  name: string;
  run(inputs: readonly Operand[], attrs: unknown): Variable;
  samples(): readonly Sample[];
  misfits(): readonly Sample[];
  /** The same op, outside of the registry, whose gradients are changed: with it tests show that checks notice. */
  withGradients?(change: (gradients: readonly (Variable | null)[]) => readonly (Variable | null)[]): RegisteredOp;
}

export type Op<N extends number, A> = ((...inputs: Tuple<Operand, N>) => Variable) & {
  with(inputs: readonly Operand[], attrs: A): Variable;
};

const registered = new Map<string, RegisteredOp>();

/** All ops by name, for tests, documentation and support tables. */
export const registry: ReadonlyMap<string, RegisteredOp> = registered;

export function defineOp<N extends number, A = null>(name: string, definition: OpDefinition<N, A>): Op<N, A> {
  // Lesson code can reach a definition through a creator; one cell must not change an op for the next.
  Object.freeze(definition);
  const { run, entry } = made(name, definition);
  registered.set(name, {
    ...entry,
    withGradients: (change) =>
      made(name, { ...definition, backward: (call, gy) => change(definition.backward(call, gy)) }).entry
  });
  const op = (...operands: Tuple<Operand, N>): Variable => run(operands, null as A);
  return Object.assign(op, { with: run });
}

function made<N extends number, A>(
  name: string,
  definition: OpDefinition<N, A>
): { run: (operands: readonly Operand[], attrs: A) => Variable; entry: RegisteredOp } {
  const label = definition.label ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const run = (operands: readonly Operand[], attrs: A): Variable => {
    const call = new OpFunc(name, label, definition, attrs);
    return call.run(operands);
  };
  const entry = {
    name,
    run: (operands: readonly Operand[], attrs: unknown) => run(operands, attrs as A),
    samples: () => definition.samples(),
    misfits: () => definition.misfits?.() ?? []
  };
  return { run, entry };
}

/** Registers a function that is made of ops, so that it is tested as they are. */
export function defineComposite<A>(
  name: string,
  run: (inputs: readonly Operand[], attrs: A) => Variable,
  samples: () => readonly Sample<A>[],
  misfits: () => readonly Sample<A>[] = () => []
): void {
  registered.set(name, { name, run: (inputs, attrs) => run(inputs, attrs as A), samples, misfits });
}

const context = {
  get be(): Backend {
    return currentBackend();
  }
};

class OpFunc extends Func {
  readonly op: string;
  readonly definition: OpDefinition<number, unknown>;
  readonly attrs: unknown;
  readonly #label: string;

  constructor(op: string, label: string, definition: OpDefinition<number, unknown>, attrs: unknown) {
    super();
    this.op = op;
    this.#label = label;
    this.definition = definition;
    this.attrs = attrs;
  }

  override get label(): string {
    return this.#label;
  }

  get output(): Variable {
    const [output] = this.outputs;
    if (output === undefined) throw new EngineError('state', `${this.op}: backward was called before forward`);
    return output;
  }

  run(operands: readonly Operand[]): Variable {
    const inputs = wrap(this.op, operands);
    const xs = inputs.map((input) => filled(this, input));
    const [output] = connect(this, inputs, [this.definition.forward(context, xs, this.attrs)]);
    return output as Variable;
  }

  override call(...operands: Operand[]): Variable {
    return this.run(operands);
  }

  override backward(gy: Variable): readonly (Variable | null)[] {
    const gxs = this.definition.backward(this as unknown as OpCall<number, unknown>, gy);
    if (gxs.length !== this.inputs.length)
      throw new ShapeError(this.op, `backward gave ${gxs.length} gradients for ${this.inputs.length} inputs`);
    gxs.forEach((gx, i) => {
      const input = this.inputs[i];
      if (gx === null || input === undefined || sameShape(gx.shape, input.shape)) return;
      const shapes = `${shapeText(gx.shape)}, the input has ${shapeText(input.shape)}`;
      throw new ShapeError(this.op, `the gradient of input ${i + 1} has shape ${shapes}`, [gx.shape, input.shape]);
    });
    return gxs;
  }

  needs(index: number): boolean {
    return this.inputs[index]?.constant === false;
  }
}

function wrap(op: string, operands: readonly Operand[]): Variable[] {
  return operands.map((operand) => {
    if (operand instanceof Variable) return operand;
    if (operand === undefined || operand === null)
      throw new EngineError('value', `${op}: an input is ${String(operand)}; it takes Variables, arrays and numbers`, {
        op
      });
    const constant = new Variable(typeof operand === 'number' ? weak(operand, operands) : asArray(operand, op));
    constant.constant = true;
    return constant;
  });
}

/** A whole number beside integer arrays counts as an integer, as in NumPy. */
function weak(value: number, operands: readonly Operand[]): NDArray {
  const other = operands.find((operand) => operand instanceof Variable || operand instanceof NDArray);
  const whole = other !== undefined && typeof other !== 'number' && !isFloat(other.dtype) && Number.isInteger(value);
  return NDArray.scalar(value, whole ? 'int32' : 'float64');
}
