/** Inserts an axis of length 1; -1 is the new last axis. Made of reshape. */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { normalizeAxis, sizeOf } from '../ndarray/shape.ts';
import { reshape } from './reshape.ts';

/**
 * Inserts an axis of length 1; -1 is the new last one. ShapeError for a place that is not there. Source: DeZero
 * functions.expand_dims.
 * @example
 * F.expandDims(nd.array([1, 2]), -1).shape; // => [2, 1]
 */
export function expandDims(x: Operand, axis: number): Variable {
  const variable = asVariable(x);
  return reshape(variable, variable.shape.toSpliced(normalizeAxis('expandDims', axis, variable.ndim + 1), 0, 1));
}

/**
 * Keeps the first axis and merges the others: (N, ...) to (N, D). Source: DeZero functions.flatten.
 * @example
 * F.flatten(nd.zeros([2, 3, 4])).shape; // => [2, 12]
 */
export function flatten(x: Operand): Variable {
  const variable = asVariable(x);
  // The product of the others, not -1: a batch of no examples says nothing about them.
  return reshape(variable, [variable.shape[0] ?? 1, sizeOf(variable.shape.slice(1))]);
}
