/**
 * What the operators and methods of Variable call. Operators are ops, and ops are made of Variables, so the two cannot
 * import each other: ops/index.ts installs its functions here when it loads.
 * Not here: the ops themselves (ops/), the rewriting of `a * b` in lesson code (the runtime).
 */
import type { Index } from '../ndarray/indexing.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import type { Variable } from './variable.ts';

/** What a function takes: a Variable, or an array or plain number as a constant. */
export type Operand = Variable | NDArray | number;
/** null means all axes. */
export type AxisArg = number | readonly number[] | null;
/** Part of an index: see NDArray.get. */
export type IndexArg = Index;

export interface Operators {
  add(a: Operand, b: Operand): Variable;
  sub(a: Operand, b: Operand): Variable;
  mul(a: Operand, b: Operand): Variable;
  div(a: Operand, b: Operand): Variable;
  pow(a: Operand, b: Operand): Variable;
  neg(a: Operand): Variable;
  matmul(a: Operand, b: Operand): Variable;
  reshape(x: Operand, shape: readonly number[]): Variable;
  transpose(x: Operand, axes: readonly number[] | null): Variable;
  sum(x: Operand, axis: AxisArg, keepdims: boolean): Variable;
  mean(x: Operand, axis: AxisArg, keepdims: boolean): Variable;
  max(x: Operand, axis: AxisArg, keepdims: boolean): Variable;
  min(x: Operand, axis: AxisArg, keepdims: boolean): Variable;
  getItem(x: Operand, ...index: IndexArg[]): Variable;
}

/** Filled by `installOperators`. */
export const operators = {} as Operators;

export function installOperators(implementation: Operators): void {
  Object.assign(operators, implementation);
}
