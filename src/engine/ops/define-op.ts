/**
 * How an op is made: a forward rule on arrays, a backward rule written in ops (so any order of derivative works) and
 * samples from which the tests check both. `defineOp` gives a function to call and puts it into the registry.
 * Not here: the ops, what a call does (op-func.ts), composed functions without a rule of their own (defineComposite only
 * registers their samples).
 */
import type { Backend } from '../backends/backend.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { type BinaryNumbers, isBinary, type NumberRules, type UnaryNumbers } from './number-rules.ts';
import { callBinary, callUnary, OpFunc, type OpKind } from './op-func.ts';

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
  /** The same on plain numbers, for small work. */
  numbers?: NumberRules<N, A>;
  /** One gradient per input, of that input's shape; null where there is none (labels) or none is needed. */
  backward(context: OpCall<N, A>, gy: Variable): readonly (Variable | null)[];
  /**
   * The same gradients from arrays, in fewer passes, for when no graph is recorded; null where that is not to be had.
   * Each is new, or has the storage of an input, the output or gy; none is kept here.
   */
  fusedBackward?(call: FusedCall<N, A>, gy: NDArray): readonly (NDArray | null)[] | null;
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

/** What fusedBackward sees of a call. */
export interface FusedCall<N extends number, A> {
  readonly be: Backend;
  readonly inputs: Tuple<NDArray, N>;
  readonly output: NDArray;
  readonly attrs: A;
  readonly needs: (index: number) => boolean;
  /**
   * Adds a b to the gradient that an input has got so far and gives that, as what is to be given for the input; null where
   * it has none that can take it up.
   */
  readonly addProduct: (index: number, a: NDArray, b: NDArray) => NDArray | null;
}

export interface RegisteredOp {
  name: string;
  run(inputs: readonly Operand[], attrs: unknown): Variable;
  samples(): readonly Sample[];
  misfits(): readonly Sample[];
  /** Where it has a rule for plain numbers: the same op, outside of the registry, without that rule. */
  general?: RegisteredOp;
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
  const { numbers, ...general } = definition;
  const kind = kindOf(name, definition);
  const ruled = { ...general };
  delete ruled.fusedBackward;
  registered.set(name, {
    ...entryOf(kind),
    ...(numbers === undefined ? {} : { general: entryOf(kindOf(name, general)) }),
    withGradients: (change) =>
      entryOf(kindOf(name, { ...ruled, backward: (call, gy) => change(definition.backward(call, gy)) }))
  });
  const op = functionOf(kind) as (...inputs: Tuple<Operand, N>) => Variable;
  return Object.assign(op, { with: (operands: readonly Operand[], attrs: A) => callWith(kind, operands, attrs) });
}

function kindOf<N extends number, A>(name: string, definition: OpDefinition<N, A>): OpKind {
  const numbers = Object.freeze(definition.numbers) as UnaryNumbers<unknown> | BinaryNumbers | undefined;
  // Lesson code can reach a definition through a creator; one cell must not change an op for the next.
  return Object.freeze({
    name,
    label: definition.label ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    definition: Object.freeze(definition) as unknown as OpKind['definition'],
    unary: numbers === undefined || isBinary(numbers) ? null : numbers,
    binary: numbers !== undefined && isBinary(numbers) ? numbers : null
  });
}

function functionOf(kind: OpKind): (...operands: Operand[]) => Variable {
  if (kind.binary !== null) return (a, b) => callBinary(kind, a, b);
  if (kind.unary !== null) return (x) => callUnary(kind, x, null);
  return (...operands) => new OpFunc(kind, null).call(...operands);
}

function callWith(kind: OpKind, operands: readonly Operand[], attrs: unknown): Variable {
  // One that is missing is refused there, by name.
  const [a, b] = operands as readonly [Operand, Operand];
  if (kind.unary !== null) return callUnary(kind, a, attrs);
  if (kind.binary !== null) return callBinary(kind, a, b);
  return new OpFunc(kind, attrs).call(...operands);
}

function entryOf(kind: OpKind): RegisteredOp {
  return {
    name: kind.name,
    run: (operands: readonly Operand[], attrs: unknown) => callWith(kind, operands, attrs),
    samples: () => kind.definition.samples(),
    misfits: () => kind.definition.misfits?.() ?? []
  };
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
