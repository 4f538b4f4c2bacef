/** Inserts an axis of length 1; -1 is the new last axis. Made of reshape. */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { normalizeAxis } from '../ndarray/shape.ts';
import { reshape } from './reshape.ts';

export function expandDims(x: Operand, axis: number): Variable {
  const variable = asVariable(x);
  return reshape(variable, variable.shape.toSpliced(normalizeAxis('expandDims', axis, variable.ndim + 1), 0, 1));
}

/** Keeps the first axis and merges the others. */
export function flatten(x: Operand): Variable {
  const variable = asVariable(x);
  return reshape(variable, [variable.shape[0] ?? 1, -1]);
}
